#include "sql/narrowing.h"

#include "sql/text/displayable.h"

namespace awscost::sql {
namespace {

constexpr std::chrono::seconds kSpare{1};

// The last second at which an instant's text can be at or below `bound`. Of an instant's own text, or the beginning of
// one, that is the second itself. Other texts of the same day may sort behind all its seconds: a T ('…T10:00' is above
// '… 23:59'), and a day that the month lacks ('2026-02-30'), which stands for the month's last.
Seconds last_below(std::string_view bound, Seconds instant) {
  constexpr std::size_t kInstant = 19;  // YYYY-MM-DD hh:mm:ss
  if (text::time_text(instant).starts_with(bound.substr(0, kInstant))) return instant;
  return std::chrono::floor<std::chrono::days>(instant) + std::chrono::days{1};
}

}  // namespace

std::optional<Selection> narrowed_values(const Column& column, Operator op, const std::vector<Value>& values) {
  const bool parent = column.role == Role::kParent;
  Selection wanted{.bound = true, .absent = false, .values = {}};
  for (const Value& value : values) {
    if (is_null(value)) {
      // `=` and IN are never true of NULL. IS NULL is true of a result that AWS left out; a parent is always there.
      if (op == Operator::kIs && !parent) return std::nullopt;
      continue;
    }
    const std::string* text = if_text(value);
    if (text == nullptr) return std::nullopt;  // how it compares with text is SQLite's to say
    if (!text::is_utf8(*text)) continue;       // AWS has no other text
    if (text->empty()) {
      if (parent) continue;  // nothing is named so
      return std::nullopt;   // members of a request are not empty: AWS would refuse instead of finding nothing
    }
    if (column.longest > 0 && text->size() > column.longest) return std::nullopt;
    wanted.values.push_back(*text);
  }
  return wanted;
}

Range narrowed_range(Operator op, const Value& value) {
  Range range;
  const std::string* text = if_text(value);
  const auto instant = text == nullptr ? std::nullopt : text::earliest(*text);
  if (!instant) return range;
  if (op == Operator::kEq || op == Operator::kGt || op == Operator::kGe) range.after = *instant - kSpare;
  if (op == Operator::kEq || op == Operator::kLt || op == Operator::kLe) {
    range.before = last_below(*text, *instant) + kSpare;
  }
  return range;
}

}  // namespace awscost::sql
