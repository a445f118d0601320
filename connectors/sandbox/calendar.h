// Hours, days and months of the bill in UTC, and Cost Explorer's two formats for them.
//
//   parse_moment("2026-11-01T05:00:00Z")  ->  {2026-11-01 05:00:00, with_time}
//
// Example:
//
//   std::string first_day(std::chrono::sys_seconds now) {
//     return date_text(first_of_month(day_of(now)));  // "2026-11-01"
//   }
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::sandbox {

using Hour = std::chrono::sys_time<std::chrono::hours>;
using Day = std::chrono::sys_days;

// A span of whole hours. `to` is exclusive, as in the API.
struct Span {
  Hour from;
  Hour to;
  bool empty() const { return from >= to; }
};

Span intersection(Span left, Span right);

struct Moment {
  std::chrono::sys_seconds at;
  bool with_time = false;  // true for YYYY-MM-DDThh:mm:ssZ, false for YYYY-MM-DD
};

// nullopt for any other format and for impossible dates (2026-02-30).
std::optional<Moment> parse_moment(std::string_view text);

std::string date_text(Day day);    // 2026-11-01
std::string time_text(Hour hour);  // 2026-11-01T05:00:00Z

Day day_of(std::chrono::sys_seconds moment);
Day first_of_month(Day day);
Day add_months(Day first, int months);  // `first`: the first day of a month

}  // namespace awscost::sandbox
