// A period in other forms: as a day, a moment, seconds or a month. Tools compare the one that they know.
//
// How: a twin is made from period_start where it is read, so no request knows it. Conditions on it make the window
// narrower, and SQLite checks each row again: a value that is no moment narrows nothing. A bound of text need not be one:
// SQLite makes '2026-1' of LIKE '2026-1%', and the first twin behind it is looked for.
//
//   period_start          2026-11-20             2026-11-20 13:00:00
//   period_day            2026-11-20             2026-11-20
//   period_time           2026-11-20T00:00:00Z   2026-11-20T13:00:00Z
//   period_epoch          1795132800             1795179600
//   period_month          2026-11                2026-11
//
// Example:
//
//   bool is_in_november(const Cell& period_start) {
//     return twin_of("month", std::get<std::string_view>(period_start)) == Value(std::string("2026-11"));
//   }
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sql/column.h"
#include "sql/plan.h"
#include "sql/scan.h"
#include "sql/value.h"

namespace awscost::sql {

// What Column::wire of a twin says.
inline constexpr std::string_view kTwinDay = "day";
inline constexpr std::string_view kTwinTime = "time";
inline constexpr std::string_view kTwinEpoch = "epoch";
inline constexpr std::string_view kTwinMonth = "month";

// The twin of a period, which is a text as period_start shows it. NULL where that is no date.
Value twin_of(std::string_view form, std::string_view period);

// The moments that a period may begin at for the condition to hold, from the first to the one behind the last.
struct Moments {
  std::optional<Seconds> from;
  std::optional<Seconds> to;  // exclusive
  bool none = false;          // no period matches
};
// Of IN: those of any value.
Moments moments(std::string_view form, Operator op, std::span<const Value> values);

// Makes the scan's window narrower by what the plan's arguments on twins say; may make the scan empty. Leaves a notice
// where one of them reaches behind the window.
void narrow_by_twins(Scan& scan, const Plan& plan, std::span<const ArgumentValues> values);

}  // namespace awscost::sql
