// Cost over time: hours add up to days and days to months, to the last digit.
#include "connectors/sandbox/course.h"

#include <gtest/gtest.h>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Day kMonday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 16);

Span day(int offset) {
  return {kMonday + days(offset), kMonday + days(offset + 1)};
}

std::int64_t sum_of_hours(const Course& course, Span span) {
  std::int64_t total = 0;
  for (Hour hour = span.from; hour < span.to; hour += hours(1)) total += course.weight({hour, hour + hours(1)});
  return total;
}

TEST(Course, HoursAddUpToDaysAndDaysToMonths) {
  const Span life{Hour(kMonday - days(20)) + hours(5), Hour(kMonday + days(3)) + hours(7)};
  const Span month{kMonday - days(30), kMonday + days(30)};
  for (const Course& course :
       {Course::running(life), Course::running(life, true), Course::flowing(life, Rhythm::kHuman, 7, 100),
        Course::flowing(life, Rhythm::kBatch, 8, -20), Course::monthly(3, 9), Course::once(kMonday)}) {
    EXPECT_GT(course.weight(month), 0);
    EXPECT_EQ(sum_of_hours(course, month), course.weight(month));
  }
}

TEST(Course, RunsOnlyWhileItLives) {
  const Course course = Course::running({Hour(kMonday) + hours(6), Hour(kMonday + days(1)) + hours(1)});
  EXPECT_EQ(course.weight(day(-1)), 0);
  EXPECT_EQ(course.weight(day(0)), 18);
  EXPECT_EQ(course.weight(day(1)), 1);
  EXPECT_EQ(course.weight(day(2)), 0);
}

TEST(Course, OfficeHoursAreWeekdaysFromSevenToSeven) {
  const Course course = Course::running({Hour(hours(0)), kMonday + days(100)}, true);
  EXPECT_EQ(course.weight(day(0)), 12);
  EXPECT_EQ(course.weight(day(5)), 0);
  EXPECT_EQ(course.weight({kMonday, Hour(kMonday) + hours(8)}), 1);
}

TEST(Course, MonthlyIsBilledInTheFirstHourOfItsDay) {
  const Course course = Course::monthly(3, 1);
  const Day third = std::chrono::sys_days(std::chrono::year(2026) / 11 / 3);
  EXPECT_EQ(course.weight({third + days(1), add_months(first_of_month(third), 1)}), 0);
  EXPECT_NEAR(static_cast<double>(course.weight({third, Hour(third) + hours(1)})), 100, 10);
}

TEST(Calendar, ReadsBothFormsAndNoOther) {
  EXPECT_EQ(date_text(day_of(parse_moment("2026-02-28")->at)), "2026-02-28");
  EXPECT_TRUE(parse_moment("2026-02-28T23:59:59Z")->with_time);
  for (const char* text : {"2026-02-30", "2026-2-28", "2026-02-28T24:00:00Z", "2026-02-28T10:00:00", "2026-02-28Z",
                           "2026-02-28 10:00:00Z", "", "2026-02-281"}) {
    EXPECT_FALSE(parse_moment(text)) << text;
  }
}

}  // namespace
}  // namespace awscost::sandbox
