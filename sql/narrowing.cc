#include "sql/narrowing.h"

#include <cmath>
#include <limits>

#include "sql/text/displayable.h"

namespace awscost::sql {
namespace {

constexpr std::chrono::seconds kSpare{1};

// The last second whose text can be at or below `bound`. Where `bound` is the text of an instant or its beginning, that
// is the instant. Other texts sort behind all seconds of their day: 'T10:00' is above ' 23:59', and a day that the
// month lacks ('2026-02-30') was read as the month's last.
Seconds last_below(std::string_view bound, Seconds instant) {
  constexpr std::size_t kInstant = 19;  // YYYY-MM-DD hh:mm:ss
  if (text::time_text(instant).starts_with(bound.substr(0, kInstant))) return instant;
  return std::chrono::floor<std::chrono::days>(instant) + std::chrono::days{1};
}

// The doubles below and above a number; the number itself where it is whole and exact in any notation. A fraction is
// written in decimal and stored in binary, and a large integer is rounded: whichever of them the service compares with,
// every match lies between the neighbours.
struct Neighbours {
  double below = 0;
  double above = 0;
};

Neighbours neighbours(double number) {
  constexpr double kExact = 9007199254740992;  // 2^53
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (std::floor(number) == number && std::fabs(number) < kExact) return {number, number};
  return {std::nextafter(number, -kInfinity), std::nextafter(number, kInfinity)};
}

std::optional<double> number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

}  // namespace

std::optional<Selection> narrowed_values(const Column& column, Operator op, const std::vector<Value>& values) {
  const bool parent = column.role == Role::kParent;
  Selection wanted{.bound = true, .absent = false, .values = {}};
  for (const Value& value : values) {
    if (is_null(value)) {
      // `=` and IN are never true with NULL. IS NULL is true for a result that AWS left out; a parent is always there.
      if (op == Operator::kIs && !parent) return std::nullopt;
      continue;
    }
    const std::string* text = if_text(value);
    if (text == nullptr) return std::nullopt;  // SQLite alone knows how it compares with text
    if (!text::is_utf8(*text)) continue;       // AWS sends UTF-8, so no row equals it
    if (text->empty()) {
      if (parent) continue;  // no parent has an empty id
      return std::nullopt;   // AWS refuses an empty member, where SQL finds no row
    }
    if (column.longest > 0 && text->size() > column.longest) return std::nullopt;
    wanted.values.push_back(*text);
  }
  return wanted;
}

Range narrowed_time(Operator op, const Value& value) {
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

Range narrowed_number(Operator op, const Value& value) {
  Range range;
  const std::optional<double> number = number_of(value);
  if (!number || !std::isfinite(*number)) return range;
  const auto [below, above] = neighbours(*number);
  const bool from_below = op == Operator::kEq || op == Operator::kGt || op == Operator::kGe;
  const bool from_above = op == Operator::kEq || op == Operator::kLt || op == Operator::kLe;
  if (from_below && std::isfinite(below)) range.lowest = below;
  if (from_above && std::isfinite(above)) range.highest = above;
  return range;
}

}  // namespace awscost::sql
