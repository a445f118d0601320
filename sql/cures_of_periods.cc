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

// A bound well inside of the history: as a day that stays, and as one that moves with the clock.
struct RecentBound {
  std::string stays;
  std::string moves;
};

RecentBound recent_bound(const History& history, Granularity granularity, Seconds now) {
  using std::chrono::days;
  const auto today = std::chrono::floor<days>(now);
  if (granularity == Granularity::kMonthly && history.days == 0) {
    const std::chrono::year_month_day date{today};
    const auto month = date.year() / date.month() / 1 - std::chrono::months{2};
    return {literal(text::date_text(std::chrono::sys_days{month})), "date('now', 'start of month', '-2 months')"};
  }
  const int length = granularity == Granularity::kHourly ? 2 : history.days > 0 ? history.days / 2 : 30;
  return {literal(text::date_text(today - days{length})), "date('now', '-" + std::to_string(length) + " days')"};
}

}  // namespace

std::string twin_behind(const Table& table, const Column& twin, const std::string& start) {
  return std::string(table.name) + ": the condition on " + std::string(twin.name) + " reaches behind " + start +
         ", where the rows begin. start_date = 'YYYY-MM-DD' asks for older ones, where AWS keeps them.";
}

std::string unbounded(const Table& table, const History& history, Granularity granularity, Seconds now) {
  const auto period = find(table, Role::kPeriodStart);
  const std::string bounded =
      period ? name_of(table, *period) + " >= " : name_of(table, find(table, Role::kStartDate).value()) + " = ";
  const RecentBound recent = recent_bound(history, granularity, now);
  return start(table) +
         "no condition bounds the period, so AWS would be asked, and paid, for all of the table's history, and the "
         "setting unbounded is 'refuse'. Add the condition " +
         bounded + recent.stays + ", or one that moves, " + bounded + recent.moves +
         "; or allow it: SELECT awscost_config('unbounded', 'allow').";
}

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

std::string no_period_begins(const Table& table, std::size_t column, const std::string& text, const std::string& around,
                             Granularity granularity) {
  const std::string name = name_of(table, column);
  const bool ends = table.columns[column].role == Role::kPeriodEnd;
  const std::string wrong = start(table) + name + " = " + literal(text) + " gives no row: with granularity " +
                            std::string(to_text(granularity)) + ", no period " + (ends ? "ends" : "begins") + " then. ";
  if (granularity != Granularity::kHourly) {
    const bool months = granularity == Granularity::kMonthly;
    const std::string step = !ends ? "" : months ? ", '+1 month'" : ", '+1 day'";
    const std::string meant = ends ? "date('" + around + "'" + step + ")" : literal(around);
    return wrong + "Write " + name + " = " + meant + ", or of any " +
           (months ? "day date(..., 'start of month'" : "time date(...") + step + ")" + more("periods") + ".";
  }
  const auto day = std::chrono::floor<std::chrono::days>(text::parse_instant(around).value());
  const std::string period = name_of(table, find(table, Role::kPeriodStart).value());
  return wrong + "Write " + name + " = " + literal(around) + " for an hour, or " + period +
         " >= " + literal(text::date_text(day)) + " AND " + period + " < " +
         literal(text::date_text(day + std::chrono::days{1})) + " for the day" + more("periods") + ".";
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
