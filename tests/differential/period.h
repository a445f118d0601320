// The periods of a cost table, computed from the contract alone (README.md): the oracle's own calendar.
//
// Example:
//
//   Window usual_days(Seconds now) {
//     return default_window(true, Grain::kDaily, now);  // today and the 13 days before it
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::differential {

using Seconds = std::chrono::sys_seconds;

enum class Grain : std::uint8_t { kDaily, kMonthly, kHourly };

std::string_view name(Grain grain);  // "DAILY"

std::string date_text(Seconds at);  // 2026-11-01
std::string time_text(Seconds at);  // 2026-11-01 05:00:00

// Reads the start of a date or timestamp; the rest comes from 0001-01-01 00:00:00: "2026-11" is 2026-11-01.
Seconds begun(std::string_view text);

struct Period {
  std::string start;  // as in period_start
  std::string end;
  Seconds from;
  Seconds to;
};

struct Window {
  Seconds from;
  Seconds to;
};

// The documented history: 13 months and the current one, or the last 14 days (resources, and hours of anything).
Window default_window(bool last_days, Grain grain, Seconds now);

// The window cuts the first and the last period.
std::vector<Period> periods(Window window, Grain grain);

}  // namespace awscost::differential
