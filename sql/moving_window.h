// A window that moves with the clock: what CREATE VIRTUAL TABLE takes as `window`.
//
// `count` periods of one unit, UTC. `ago` says how many units before the present one they end: 0 for a window that
// includes the present hour, day, week, month or year and ends where the service's data ends.
//
//   '90 days'       today and the 89 days before it
//   '3 months'      this month and the 2 before it, from the first of the first one
//   'last month'    the month before this one, whole
//   'yesterday'     that day
//
// Weeks begin on Monday (ISO 8601).
//
// Example:
//
//   Seconds begin_of_last_month(Seconds now) {
//     return begin_of(parse_moving_window("last month").value(), now);
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sql/text/instant.h"

namespace awscost::sql {

using text::Seconds;

struct MovingWindow {
  enum class Unit : std::uint8_t { kHour, kDay, kWeek, kMonth, kYear };

  Unit unit = Unit::kDay;
  int count = 1;  // at least 1
  int ago = 0;
};

// What to write, for messages.
inline constexpr std::string_view kMovingWindowForms =
    "'90 days', '3 months', '1 year', 'last month', 'this year' or 'yesterday'";

// Reads "<number> hours|days|weeks|months|years" (also singular), "this|last <unit>", "today" and "yesterday", in any
// case. Nothing for any other text.
std::optional<MovingWindow> parse_moving_window(std::string_view text);

Seconds begin_of(const MovingWindow& window, Seconds now);

// Exclusive. Nothing where the window includes the present unit: the service's data ends it.
std::optional<Seconds> end_of(const MovingWindow& window, Seconds now);

}  // namespace awscost::sql
