// The sentences of sql/cures.h about conditions on time.
#include <cstdint>

#include "sql/cure_parts.h"
#include "sql/cures.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::sql::cure {
namespace {

// The sign of a comparison; of IN and IS, too, that of one value.
std::string_view sign(Operator op) {
  switch (op) {
    case Operator::kLt:
      return "<";
    case Operator::kLe:
      return "<=";
    case Operator::kGt:
      return ">";
    case Operator::kGe:
      return ">=";
    default:
      return "=";
  }
}

// What somebody means who writes '2026-11-1', '{d ''2026-11-01''}' or 'now'; empty where it cannot be guessed.
std::string meant_by(const std::string& written) {
  if (const auto date = text::padded_date(written)) return literal(*date);
  const std::string word = text::lower(written);
  if (word == "now" || word == "today") return "date('now')";
  if (word == "yesterday") return "date('now', '-1 day')";
  const auto quote = written.find('\'');
  constexpr std::size_t kDate = 10;
  if (!written.starts_with('{') || quote == std::string::npos) return {};  // ODBC's {d '2026-11-01'}
  const std::string inside = written.substr(quote + 1, kDate);
  return text::parse_instant(inside) ? literal(inside) : std::string();
}

}  // namespace

std::string merged_timestamps(const Table& table) {
  return start(table) +
         "this statement merges several scans (OR between conditions, RIGHT or FULL JOIN, or rowid), so SQLite "
         "compares "
         "the period with the timestamp as text. Write the date: " +
         name_of(table, find(table, Role::kPeriodStart).value()) + " >= '2026-11-01'.";
}

std::string number_for_a_period(const Table& table, std::size_t column, const Value& value) {
  const std::string name = name_of(table, column);
  constexpr std::int64_t kLastYear = 9999;
  constexpr std::int64_t kSeconds = 100'000'000;           // 1973
  constexpr std::int64_t kMilliseconds = 100'000'000'000;  // 1973
  const std::string wrong = start(table) + name + " is text and is compared with " + literal(value) + ". ";
  const auto* number = std::get_if<std::int64_t>(&value);
  const std::string text = number == nullptr ? std::string() : std::to_string(*number);
  if (number != nullptr && *number >= 1000 && *number <= kLastYear) {
    return wrong + "SQLite's CAST(... AS DATE) makes such a number of a date. Write date(...) in place of CAST, or " +
           name + " >= '" + text + "-01-01'.";
  }
  if (const auto date = text::padded_date(text)) return wrong + "Write " + name + " >= '" + *date + "'.";
  if (number != nullptr && *number >= kMilliseconds) {
    return wrong + "Write " + name + " >= date(" + text + " / 1000, 'unixepoch').";
  }
  if (number != nullptr && *number >= kSeconds) return wrong + "Write " + name + " >= date(" + text + ", 'unixepoch').";
  return wrong + "Write " + name + " >= '2026-11-01'.";
}

std::string no_date(const Table& table, std::size_t column, const std::string& text) {
  const std::string name = name_of(table, column);
  const std::string wrong = start(table) + name + " is compared with " + literal(text) + ", which begins no date";
  const std::string meant = meant_by(text);
  if (!meant.empty()) return wrong + "; write " + meant + more("periods") + ".";
  return wrong + "; write 'YYYY-MM-DD'" +
         (!find(table, Role::kGranularity) ? "." : ", or 'YYYY-MM-DD HH:MM:SS' for hours.");
}

std::string behind_history(const Table& table, std::size_t column, const std::string& bound, const Behind& behind) {
  const std::string period = name_of(table, find(table, Role::kPeriodStart).value());
  const std::string wrong = start(table) + name_of(table, column) + " is compared with " + literal(bound) +
                            ", and the table's history begins with " + behind.history +
                            ", which no condition changes. Write " + period + " >= " + literal(behind.history);
  const auto input = find(table, Role::kStartDate);
  if (!input) return wrong + ".";
  return wrong + ", or AND " + name_of(table, *input) + " = " + literal(behind.asked) +
         " beside your condition: AWS then says whether it still has that" + more("periods") + ".";
}

std::string behind_history_from_elsewhere(const Table& table, std::size_t column) {
  const auto input = find(table, Role::kStartDate);
  return start(table) + name_of(table, column) +
         " is compared with dates of another table that lie before this table's history, where it has no rows." +
         (input ? " " + name_of(table, *input) + " = '...' makes the history begin earlier" + more("periods") + "."
                : "");
}

std::string foreign_timestamp(const Table& table, std::size_t column, Operator op, const std::string& text,
                              Granularity granularity) {
  const std::string name = name_of(table, column);
  const std::string function = granularity == Granularity::kHourly ? "datetime(...)" : "date(...)";
  return start(table) + name + " is compared with " + literal(text) +
         ", which another table holds or the statement computes. Here it is " +
         literal(normal_bound(text, granularity)) +
         ", but SQLite would compare the two texts where it reads this table first. Write " + name + " " +
         std::string(sign(op)) + " " + function + ", with the other value inside" + more("periods") + ".";
}

std::string cut_month(const Table& table, const Window& part) {
  return std::string(table.name) +
         ": AWS has only a part of that month, and this table has whole months alone; for the part write start_date = "
         "'" +
         part.start + "' AND end_date = '" + part.end + "'.";
}

}  // namespace awscost::sql::cure
