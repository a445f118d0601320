#include "sql/twins.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "sql/cures.h"
#include "sql/periods.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::sql {
namespace {

constexpr std::size_t kMonthText = 7;  // YYYY-MM
constexpr std::size_t kDayText = 10;   // YYYY-MM-DD
constexpr std::size_t kTimeText = 19;  // YYYY-MM-DDThh:mm:ss

// Of a twin that is a text.
std::string text_of(std::string_view form, Seconds at) {
  if (form == kTwinTime) return text::time_text(at, 'T') + "Z";
  std::string day = text::date_text(at);
  return form == kTwinMonth ? day.substr(0, kMonthText) : day;
}

// The moments that one value of the twin stands for, such as those of a month.
struct Span {
  Seconds start;
  Seconds end;
  bool is_whole = true;  // the value equals the twin of each of them: none is before it or behind it
};

std::optional<Span> span_of_number(const Value& value) {
  constexpr double kMost = 253402300799;  // the end of the year 9999
  const auto* whole = std::get_if<std::int64_t>(&value);
  const auto* real = std::get_if<double>(&value);
  if (whole == nullptr && real == nullptr) return std::nullopt;
  const double number = whole != nullptr ? static_cast<double>(*whole) : *real;
  if (!(std::abs(number) <= kMost)) return std::nullopt;
  const Seconds start{std::chrono::seconds{static_cast<std::int64_t>(std::floor(number))}};
  return Span{start, start + std::chrono::seconds{1}, std::floor(number) == number};
}

// SQLite compares texts character by character, so the characters of the twin's form decide, and what follows them only
// where they are equal.
std::optional<Span> span_of_text(std::string_view form, const std::string& text) {
  if (form == kTwinMonth) {
    const auto start =
        text.size() < kMonthText ? std::nullopt : text::parse_instant(text.substr(0, kMonthText) + "-01");
    if (!start) return std::nullopt;
    return Span{*start, whole_bucket(*start, Granularity::kMonthly).end, text.size() == kMonthText};
  }
  if (form == kTwinTime && text.size() >= kTimeText && text[kDayText] == 'T') {
    const auto start = text::parse_instant(text.substr(0, kTimeText));
    if (start) return Span{*start, *start + std::chrono::seconds{1}, text.substr(kTimeText) == "Z"};
  }
  const auto day = text.size() < kDayText ? std::nullopt : text::parse_instant(text.substr(0, kDayText));
  if (!day) return std::nullopt;
  return Span{*day, *day + std::chrono::days{1}, form == kTwinDay && text.size() == kDayText};
}

std::optional<Span> span_of(std::string_view form, const Value& value) {
  if (form == kTwinEpoch) return span_of_number(value);
  const std::string* text = if_text(value);
  return text == nullptr ? std::nullopt : span_of_text(form, *text);
}

// The twins of text that a period can have.
constexpr Seconds kFirst = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
constexpr Seconds kLast = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};  // exclusive

// Twins of text grow with time, so the first one that is at the text or behind it is found by halving. `behind`: not at
// it. kLast where there is none.
Seconds first_from(std::string_view form, const std::string& text, bool behind, bool any_case) {
  Seconds before = kFirst - std::chrono::seconds{1};
  Seconds found = kLast;
  while (found - before > std::chrono::seconds{1}) {
    const Seconds middle = before + (found - before) / 2;
    std::string twin = text_of(form, middle);
    if (any_case) twin = text::lower(twin);
    if (behind ? twin > text : twin >= text) {
      found = middle;
    } else {
      before = middle;
    }
  }
  return found;
}

// What a bound of a text leaves, of any length: '2026-1', which SQLite makes of LIKE '2026-1%', is one. SQLite compares
// it with or without regard to case, which is not known here: what either accepts is left.
Moments moments_of_bound(std::string_view form, Operator op, const std::string& text) {
  if (text.find('\0') != std::string::npos) return {};  // without regard to case, SQLite stops comparing there
  const bool behind = op == Operator::kGt || op == Operator::kLe;
  const Seconds as_written = first_from(form, text, behind, false);
  const Seconds in_any_case = first_from(form, text::lower(text), behind, true);
  if (op == Operator::kGt || op == Operator::kGe) {
    const Seconds from = std::min(as_written, in_any_case);
    if (from == kLast) return {.from = {}, .to = {}, .none = true};
    return {.from = from == kFirst ? std::nullopt : std::optional(from), .to = {}};
  }
  const Seconds to = std::max(as_written, in_any_case);
  if (to == kFirst) return {.from = {}, .to = {}, .none = true};
  return {.from = {}, .to = to == kLast ? std::nullopt : std::optional(to)};
}

bool is_bound(Operator op) {
  return op == Operator::kLt || op == Operator::kLe || op == Operator::kGt || op == Operator::kGe;
}

Moments moments_of(std::string_view form, Operator op, const Value& value) {
  if (is_null(value)) return {.from = {}, .to = {}, .none = true};
  const std::string* text = if_text(value);
  if (is_bound(op) && form != kTwinEpoch && text != nullptr) return moments_of_bound(form, op, *text);
  const auto span = span_of(form, value);
  if (!span) return {};
  switch (op) {
    case Operator::kEq:
    case Operator::kIs:
    case Operator::kIn:
      return {.from = span->start, .to = span->end};
    case Operator::kLt:
      return {.from = {}, .to = span->is_whole ? span->start : span->end};
    case Operator::kLe:
      return {.from = {}, .to = span->end};
    case Operator::kGt:
      return {.from = span->is_whole ? span->end : span->start, .to = {}};
    case Operator::kGe:
      return {.from = span->start, .to = {}};
    default:
      return {};
  }
}

}  // namespace

Value twin_of(std::string_view form, std::string_view period) {
  const auto at = text::parse_instant(period);
  if (!at) return Null();
  if (form == kTwinEpoch) return std::int64_t{at->time_since_epoch().count()};
  return text_of(form, *at);
}

Moments moments(std::string_view form, Operator op, std::span<const Value> values) {
  Moments any{.from = {}, .to = {}, .none = true};
  for (const Value& value : values) {
    const Moments one = moments_of(form, op, value);
    if (one.none) continue;
    if (std::exchange(any.none, false)) {
      any = one;
      continue;
    }
    any.from = any.from && one.from ? std::optional(std::min(*any.from, *one.from)) : std::nullopt;
    any.to = any.to && one.to ? std::optional(std::max(*any.to, *one.to)) : std::nullopt;
  }
  return any;
}

void narrow_by_twins(Scan& scan, const Plan& plan, std::span<const ArgumentValues> values) {
  if (scan.empty || !scan.window) return;
  Window& window = *scan.window;
  const auto given_start = text::parse_instant(window.start);
  const auto given_end = text::parse_instant(window.end);
  if (!given_start || !given_end) return;
  Seconds start = *given_start;
  Seconds end = *given_end;
  for (std::size_t i = 0; i < plan.arguments.size() && !scan.empty; ++i) {
    const Column& column = scan.table->columns[plan.arguments[i].column];
    if (column.role != Role::kPeriodTwin) continue;
    const Moments wanted = moments(column.wire, plan.arguments[i].op, values[i]);
    scan.bound_by_twin = scan.bound_by_twin || wanted.none || wanted.from || wanted.to;
    if (wanted.from) {
      // Periods begin at the start of a bucket, so one that begins at or after `from` is in its bucket or behind it.
      const Seconds from = whole_bucket(*wanted.from, scan.granularity).start;
      if (from < start) {
        const std::string begins = start == *given_start ? window.start : wire_text(start, scan.granularity);
        scan.notices.push_back(cure::twin_behind(*scan.table, column, begins));
      }
      start = std::max(start, from);
    }
    if (wanted.to) end = std::min(end, whole_bucket(*wanted.to - std::chrono::seconds{1}, scan.granularity).end);
    scan.empty = wanted.none || start >= end;
  }
  // AWS refuses a TimePeriod that begins in the future. Of a window that begins there by itself, that is said.
  start = std::min(start, std::max(*given_start, whole_bucket(scan.now, scan.granularity).start));
  if (start != *given_start) window.start = wire_text(start, scan.granularity);
  if (end != *given_end) window.end = wire_text(end, scan.granularity);
}

}  // namespace awscost::sql
