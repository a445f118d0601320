// How a line's amounts run over time: a whole-number weight for any stretch of hours, which multiplies the amounts that
// the line has for a weight of one.
//
// Whole numbers make every total exact: the weight of a stretch is the sum of the weights of its parts, so hours add up
// to days and groups to totals, to the last decimal. A weight is a function of the calendar alone, never of `now`.
//
//   Course::running({start, stop}).weight(one_day) == 24         an instance, billed per hour
//   Course::once(hour).weight(one_day) == 1                      a recorded item
#pragma once

#include <cstdint>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {

enum class Rhythm {
  kSteady,  // the same amount in every hour
  kHuman,   // more by day than by night, less on Saturdays and Sundays
  kBatch,   // most of it in the small hours, every day
};

class Course {
 public:
  // One item that is billed in this hour.
  static Course once(Hour hour);
  // Weight 1 for every hour of `life`; where `office_hours`, only for weekdays from 07:00 to 19:00 UTC.
  static Course running(Span life, bool office_hours = false);
  // Usage that swings: by hour and weekday after `rhythm`, by day at random after `noise`, and by `growth` 256ths a
  // year. A usual day weighs about `day_weight(rhythm)`.
  static Course flowing(Span life, Rhythm rhythm, std::uint64_t noise, int growth);
  // Billed in the first hour of this day of every month: 100, give or take a tenth.
  static Course monthly(unsigned day_of_month, std::uint64_t noise);

  static std::int64_t day_weight(Rhythm rhythm);
  static constexpr std::int64_t kMonthWeight = 100;

  // 0 where the line has nothing in `span`.
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
