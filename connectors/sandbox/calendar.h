// Hours, days and months of the bill, all UTC, and the two ways Cost Explorer writes a moment.
//
//   parse_moment("2026-11-01T05:00:00Z")  ->  {2026-11-01 05:00:00, with_time}
//   date_text(first_of_month(day))        ->  "2026-11-01"
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::sandbox {

using Hour = std::chrono::sys_time<std::chrono::hours>;
using Day = std::chrono::sys_days;

// A stretch of whole hours; `to` is exclusive, as in the API.
struct Span {
  Hour from;
  Hour to;
  bool empty() const { return from >= to; }
};

Span intersection(Span left, Span right);

struct Moment {
  std::chrono::sys_seconds at;
  bool with_time = false;  // written as YYYY-MM-DDThh:mm:ssZ, not as YYYY-MM-DD
};

// Nothing for a text of another form, and for days that no calendar has (2026-02-30).
std::optional<Moment> parse_moment(std::string_view text);

std::string date_text(Day day);    // 2026-11-01
std::string time_text(Hour hour);  // 2026-11-01T05:00:00Z

Day day_of(std::chrono::sys_seconds moment);
Day first_of_month(Day day);
Day add_months(Day first, int months);  // `first` is the first of a month

}  // namespace awscost::sandbox
