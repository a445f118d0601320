// How a line's amounts vary over time: a whole-number weight for any span of hours. Amounts are per weight of 1.
//
// Whole numbers keep totals exact: the weight of a span is the sum of the weights of its parts, so hours add up to days
// to the last decimal. A weight depends on the calendar alone, never on `now`.
//
// Example:
//
//   std::int64_t one_day(Hour midnight) {
//     const Span day{midnight, midnight + std::chrono::hours(24)};
//     return Course::running(day).weight(day);  // 24: an instance is billed by the hour
//   }
#pragma once

#include <cstdint>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {

enum class Rhythm {
  kSteady,  // the same amount in every hour
  kHuman,   // more by day than at night, less at weekends
  kBatch,   // mostly at night, every day
};

class Course {
 public:
  // Weight 1 in this hour only.
  static Course once(Hour hour);
  // Weight 1 in every hour of `life`. `office_hours`: only on weekdays from 07:00 to 19:00 UTC.
  static Course running(Span life, bool office_hours = false);
  // `rhythm` sets the hours and weekdays, `noise` the random part of each day, `growth` the yearly trend in 256ths. A
  // typical day weighs about `day_weight(rhythm)`.
  static Course flowing(Span life, Rhythm rhythm, std::uint64_t noise, int growth);
  // Weight 90 to 110 in the first hour of this day of every month.
  static Course monthly(unsigned day_of_month, std::uint64_t noise);

  static std::int64_t day_weight(Rhythm rhythm);
  static constexpr std::int64_t kMonthWeight = 100;

  // 0: the line has nothing in `span`.
  std::int64_t weight(Span span) const;

 private:
  enum class Kind { kOnce, kRunning, kFlowing, kMonthly };

  std::int64_t office_weight(Span span) const;
  std::int64_t flowing_weight(Span span) const;
  std::int64_t monthly_weight(Span span) const;
  std::int64_t day_factor(Day day) const;

  Kind kind_ = Kind::kOnce;
  bool office_hours_ = false;
  Rhythm rhythm_ = Rhythm::kSteady;
  unsigned day_of_month_ = 1;
  int growth_ = 0;
  std::uint64_t noise_ = 0;
  Span life_{};
};

}  // namespace awscost::sandbox
