// How far back a table reaches where no input says otherwise: a fact of the service, as a value.
//
// A table shows buckets (days, months or hours, by its granularity) from the beginning of its history to its end.
//
//   {.days = 14}                                   the 14 days through today
//   {.months = 13, .from_first_of_month = true}    from the first of the month 13 months ago through today
//   {.months = 13, .through_yesterday = true}      from the same day 13 months ago through yesterday
//
// Example:
//
//   constexpr History kOfResources{.days = 14, .no_months = "a whole month is longer than the 14 days AWS keeps."};
//   static_assert(!kOfResources.empty());
#pragma once

#include <cstdint>
#include <string_view>

namespace awscost::sql {

enum class Granularity : std::uint8_t { kDaily, kMonthly, kHourly };

struct History {
  int days = 0;                      // the length in days, the last one included; or
  int months = 0;                    // the length in months
  bool from_first_of_month = false;  // of months: begins with the first day of that month
  bool through_yesterday = false;    // ends with yesterday, not with the bucket under way
  // The service would send the first and the last bucket cut: the table shows only those that are whole.
  bool whole_periods = false;
  int hourly_days = 0;  // the length in days where granularity is HOURLY; 0: the same as otherwise
  // Why MONTHLY needs a start_date, as a sentence that says what to write; empty: it needs none.
  std::string_view no_months = {};

  // The table has no window at all.
  constexpr bool empty() const { return days == 0 && months == 0; }
};

// One dimension of a table with an input kDimensionName of which the service keeps fewer days, through today.
struct ShorterHistory {
  std::string_view dimension = {};  // the API's name; empty: there is none
  int days = 0;
};

}  // namespace awscost::sql
