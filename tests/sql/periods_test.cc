// Windows and dates: month ends, leap days, exclusive ends, impossible windows, text order.
#include "sql/periods.h"

#include <gtest/gtest.h>

#include "sql/error.h"
#include "window_question.h"

namespace awscost::sql {
namespace {

TEST(Window, DefaultsAreWholeBucketsThroughToday) {
  EXPECT_EQ(window({}), "2025-10-01 2026-11-22");
  EXPECT_EQ(window({}, {.history = kDays14}), "2026-11-08 2026-11-22");
  EXPECT_EQ(window({}, {.granularity = Granularity::kMonthly}), "2025-10-01 2026-12-01");
  EXPECT_EQ(window({}, {.granularity = Granularity::kHourly}), "2026-11-08T00:00:00Z 2026-11-21T11:00:00Z");
}

// AWS wants a start within 13 months and an end no later than today; a month that either of them cuts is not whole.
TEST(Window, SavingsPlansBeginOnTheSameDayAndEndYesterday) {
  Asked asked{.history = kSavingsPlans};
  EXPECT_EQ(window({}, asked), "2025-10-21 2026-11-21");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-20"})}, asked), "2026-11-20 2026-11-21");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-21"})}, asked), "none") << "today has not ended";
  EXPECT_EQ(window({start(Operator::kGe, {"2025-10-20"})}, asked), "2025-10-21 2026-11-21");
  asked.now = "2027-03-31 23:59:59";
  EXPECT_EQ(window({}, asked), "2026-02-28 2027-03-31");
  asked.now = "2029-03-30";
  EXPECT_EQ(window({}, asked), "2028-02-29 2029-03-30");
}

TEST(Window, SavingsPlansMonthsAreWhole) {
  Asked asked{.history = kSavingsPlans, .granularity = Granularity::kMonthly};
  EXPECT_EQ(window({}, asked), "2025-11-01 2026-11-01");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-02-15"})}, asked), "2026-03-01 2026-11-01");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-01"})}, asked), "none") << "the present month has not ended";
  EXPECT_EQ(window({start(Operator::kGe, {"2025-10-01"})}, asked), "2025-11-01 2026-11-01");
  asked.now = "2026-12-01 00:00:00";
  EXPECT_EQ(window({}, asked), "2025-11-01 2026-12-01");
  asked.start_date = "2026-09-10";
  asked.end_date = "2026-11-05";
  EXPECT_EQ(window({}, asked), "2026-09-10 2026-11-05") << "the API's own TimePeriod, clipped months included";
}

TEST(Window, ThirtyDaysEndToday) {
  EXPECT_EQ(window({}, {.history = kDays30}), "2026-10-23 2026-11-22");
  EXPECT_EQ(window({start(Operator::kLt, {"2026-10-25"})}, {.history = kDays30}), "2026-10-23 2026-10-25");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-01-01"})}, {.history = kDays30}), "2026-10-23 2026-11-22");
}

TEST(Window, ThreeDaysThroughYesterdayLeaveTodayOut) {
  EXPECT_EQ(window({}, {.history = {.days = 3, .through_yesterday = true}}), "2026-11-18 2026-11-21");
}

// The bucket in which the history begins is shown whole.
TEST(Window, MonthsWithoutTheirFirstDayBeginOnTheSameDay) {
  const History six_months{.months = 6};
  EXPECT_EQ(window({}, {.history = six_months}), "2026-05-21 2026-11-22");
  EXPECT_EQ(window({}, {.history = six_months, .granularity = Granularity::kMonthly}), "2026-05-01 2026-12-01");
}

TEST(Window, TheLastDayMayBeTheFirst) {
  Asked asked{.history = kDays30, .end_is_last_day = true};
  EXPECT_EQ(window({}, asked), "2026-10-23 2026-11-22");
  asked.end_date = "2026-11-05";
  EXPECT_EQ(window({}, asked), "2026-10-23 2026-11-06");
  asked.start_date = "2026-11-05";
  EXPECT_EQ(window({}, asked), "2026-11-05 2026-11-06");
  EXPECT_EQ(window({start(Operator::kLe, {"2026-11-05"})}, asked), "2026-11-05 2026-11-06");
  asked.start_date = "2026-11-04 00:00:00.000";
  asked.end_date = "2026-11-05T23:30:00Z";
  EXPECT_EQ(window({}, asked), "2026-11-04 2026-11-06") << "times that a driver adds are dropped";
  asked.start_date = "2026-11-06";
  EXPECT_THROW(window({}, asked), Error);
}

TEST(Window, EveryOperatorOnTheStart) {
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-14"})}), "2026-11-14 2026-11-22");
  EXPECT_EQ(window({start(Operator::kGt, {"2026-11-14"})}), "2026-11-15 2026-11-22");
  EXPECT_EQ(window({start(Operator::kLt, {"2026-11-14"})}), "2025-10-01 2026-11-14");
  EXPECT_EQ(window({start(Operator::kLe, {"2026-11-14"})}), "2025-10-01 2026-11-15") << "the last day is not lost";
  EXPECT_EQ(window({start(Operator::kEq, {"2026-11-14"})}), "2026-11-14 2026-11-15");
  EXPECT_EQ(window({start(Operator::kIn, {"2026-11-14", "2026-11-02"})}), "2026-11-02 2026-11-15");
}

TEST(Window, EveryOperatorOnTheExclusiveEnd) {
  EXPECT_EQ(window({end(Operator::kGe, {"2026-11-14"})}), "2026-11-13 2026-11-22") << "the day that ends there counts";
  EXPECT_EQ(window({end(Operator::kLe, {"2026-11-14"})}), "2025-10-01 2026-11-14");
  EXPECT_EQ(window({end(Operator::kLt, {"2026-11-14"})}), "2025-10-01 2026-11-13");
  EXPECT_EQ(window({end(Operator::kEq, {"2026-11-14"})}), "2026-11-13 2026-11-14");
}

TEST(Window, TwoSidedRangesMeet) {
  EXPECT_EQ(window({start(Operator::kGe, {"2026-02-01"}), start(Operator::kLt, {"2026-03-01"})}),
            "2026-02-01 2026-03-01");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-14"}), start(Operator::kLt, {"2026-11-14"})}), "none");
  EXPECT_EQ(window({start(Operator::kGt, {"2030"})}), "none");
  EXPECT_EQ(window({start(Operator::kLt, {"2020-01-01"})}), "none") << "an upper bound reaches no further back";
}

TEST(Window, MonthsAreNeverClipped) {
  const Asked monthly{.granularity = Granularity::kMonthly};
  EXPECT_EQ(window({start(Operator::kGe, {"2026-02-15"})}, monthly), "2026-03-01 2026-12-01");
  EXPECT_EQ(window({start(Operator::kLe, {"2026-02-15"})}, monthly), "2025-10-01 2026-03-01");
  EXPECT_EQ(window({end(Operator::kGt, {"2026-02-15"})}, monthly), "2026-02-01 2026-12-01");
  EXPECT_EQ(window({start(Operator::kEq, {"2026-02-15"})}, monthly), "none") << "no month starts on a 15th";
}

TEST(Window, LeapDays) {
  const Asked leap{.now = "2028-03-01"};
  EXPECT_EQ(window({start(Operator::kEq, {"2028-02-29"})}, leap), "2028-02-29 2028-03-01");
  EXPECT_EQ(window({start(Operator::kGt, {"2028-02-28"}), start(Operator::kLt, {"2028-03-01"})}, leap),
            "2028-02-29 2028-03-01");
  EXPECT_EQ(window({start(Operator::kEq, {"2026-02-29"})}), "none");
}

TEST(Window, TextOrderDecidesNotTheCalendar) {
  EXPECT_EQ(window({start(Operator::kGe, {"2026"})}), "2026-01-01 2026-11-22");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-1"})}), "2026-10-01 2026-11-22");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-02-31"}), start(Operator::kLt, {"2026-03-02"})}),
            "2026-03-01 2026-03-02");
  EXPECT_EQ(window({start(Operator::kGt, {"2026-11-14 05:00:00"})}), "2026-11-15 2026-11-22");
}

TEST(Window, NoConditionMovesTheHistory) {
  EXPECT_EQ(window({start(Operator::kGe, {"2023-05-17"})}), "2025-10-01 2026-11-22");
  EXPECT_EQ(window({start(Operator::kEq, {"2023-05-17"})}), "none");
  EXPECT_EQ(window({end(Operator::kEq, {"2023-05-17"})}), "none");
  EXPECT_EQ(window({start(Operator::kIn, {"2023-05-17", "2026-11-01"})}), "2026-11-01 2026-11-02");
  EXPECT_EQ(window({start(Operator::kGe, {"2023-05-17"}), start(Operator::kGe, {"2026-11-01"})}),
            "2026-11-01 2026-11-22");
  EXPECT_EQ(window({start(Operator::kGt, {""})}), "2025-10-01 2026-11-22");
  EXPECT_EQ(window({start(Operator::kEq, {"2023-05-17"})}, {.start_date = "2023-05-01"}), "2023-05-17 2023-05-18")
      << "an input does";
}

TEST(Behind, IsWhatALowerBoundAsksForBeforeTheHistory) {
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"})}), "2023-05-17 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kGt, {"2023-05-17"})}), "2023-05-18 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kEq, {"2023-05-17"})}), "2023-05-17 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kGe, {"2024"})}), "2024-01-01 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kIn, {"2023-05-17", "2026-11-01"})}), "2023-05-17 before 2025-10-01");
  EXPECT_EQ(behind({end(Operator::kEq, {"2023-05-17"})}), "2023-05-16 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kGe, {"2026-11-07"})}, {.history = kDays14}), "2026-11-07 before 2026-11-08");
  EXPECT_EQ(behind({start(Operator::kGe, {"2024-02-15"})}, {.granularity = Granularity::kMonthly}),
            "2024-03-01 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kGe, {"2026-11-01 05:00:00"})}, {.granularity = Granularity::kHourly}),
            "2026-11-01T05:00:00Z before 2026-11-08 00:00:00");
}

TEST(Behind, IsNothingWhereNoRewriteIsNeeded) {
  EXPECT_EQ(behind({}), "no");
  EXPECT_EQ(behind({start(Operator::kGe, {"2025-10-01"})}), "no");
  EXPECT_EQ(behind({start(Operator::kGe, {""})}), "no") << "an empty text is no date to go back to";
  EXPECT_EQ(behind({start(Operator::kLt, {"2020-01-01"})}), "no") << "an upper bound asks for what there is";
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"})}, {.start_date = "2026-01-01"}), "no")
      << "the user knows where it begins";
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"}), start(Operator::kGe, {"2026-11-01"})}), "no");
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"}), start(Operator::kLt, {"2023-05-17"})}), "no");
  EXPECT_EQ(behind({start(Operator::kGe, {"2025-09-15"})}, {.granularity = Granularity::kMonthly}), "no")
      << "no month of 2025 begins between";
  EXPECT_EQ(behind({end(Operator::kGe, {"2025-10-01"})}), "no") << "a period ends there";
  EXPECT_EQ(behind({end(Operator::kGe, {"2025-09-30"})}), "2025-09-29 before 2025-10-01");
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"})}, {.end_date = "2023-01-01"}), "no");
  EXPECT_EQ(behind({start(Operator::kGe, {"2023-05-17"})}, {.end_date = "2024-01-01"}), "2023-05-17 before 2025-10-01");
}

TEST(Window, HoursWithinADay) {
  const Asked hourly{.granularity = Granularity::kHourly};
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-20 22:00:00"}), start(Operator::kLt, {"2026-11-21"})}, hourly),
            "2026-11-20T22:00:00Z 2026-11-21T00:00:00Z");
  EXPECT_EQ(window({start(Operator::kLe, {"2026-11-20 22:30:00"}), start(Operator::kGe, {"2026-11-20 21"})}, hourly),
            "2026-11-20T21:00:00Z 2026-11-20T23:00:00Z");
}

// LIKE '2026-02-28%' becomes >= '2026-02-28' AND < '2026-02-29', a day that February lacks.
TEST(Window, ADayThatDoesNotExistBoundsWhatSortsBelowIt) {
  EXPECT_EQ(window({start(Operator::kGe, {"2026-02-28"}), start(Operator::kLt, {"2026-02-29"})},
                   {.granularity = Granularity::kHourly, .now = "2026-03-01 02:30:00"}),
            "2026-02-28T00:00:00Z 2026-03-01T00:00:00Z");
  EXPECT_EQ(window({start(Operator::kLt, {"2026-02-31"})}, {.now = "2026-03-05 02:30:00"}), "2025-02-01 2026-03-01");
}

TEST(Window, StartDateAndEndDateGoOutAsGiven) {
  const Asked clipped{.granularity = Granularity::kMonthly, .start_date = "2026-09-10", .end_date = "2026-11-05"};
  EXPECT_EQ(window({}, clipped), "2026-09-10 2026-11-05");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-10-01"})}, clipped), "2026-10-01 2026-11-05");
  EXPECT_EQ(window({start(Operator::kLt, {"2026-10-01"})}, clipped), "2026-09-10 2026-10-01");
  EXPECT_EQ(window({}, {.start_date = "2026-11-01T00:00:00Z"}), "2026-11-01T00:00:00Z 2026-11-22");
  EXPECT_THROW(window({}, {.start_date = "2026-11-05", .end_date = "2026-11-05"}), Error);
  EXPECT_THROW(window({}, {.start_date = "yesterday"}), Error);
}

TEST(Window, DatesThatDriversSendGoOutInTheApisForm) {
  EXPECT_EQ(window({}, {.start_date = "2026-11-14 00:00:00.000", .end_date = "2026-11-16 00:00:00"}),
            "2026-11-14 2026-11-16");
  EXPECT_EQ(window({}, {.granularity = Granularity::kHourly,
                        .start_date = "2026-11-19 00:00:00.000",
                        .end_date = "2026-11-19T03:00"}),
            "2026-11-19T00:00:00Z 2026-11-19T03:00:00Z");
  EXPECT_EQ(window({}, {.start_date = "2026-11-14 12:00:00", .end_date = "2026-11-16T00:00:00Z"}),
            "2026-11-14T12:00:00Z 2026-11-16T00:00:00Z")
      << "no hour is dropped: AWS decides";
}

// Centuries on either side of the conditions are not walked hour by hour.
TEST(Window, IsFoundWhereTheConditionsAre) {
  const Asked wide{.granularity = Granularity::kHourly, .start_date = "0001-01-01", .end_date = "9999-12-31"};
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-01"}), start(Operator::kLt, {"2026-11-01 02:00:00"})}, wide),
            "2026-11-01T00:00:00Z 2026-11-01T02:00:00Z");
  EXPECT_EQ(window({start(Operator::kEq, {"0005-01-01 00:30:00"})}, wide), "none");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(1));
}

TEST(Window, ADayIsWholeAtEveryHour) {
  for (const char* now : {"2026-11-21 00:00:00", "2026-11-21 23:59:59"}) {
    EXPECT_EQ(window({start(Operator::kGe, {"2026-11-21"})}, {.now = now}), "2026-11-21 2026-11-22");
  }
}

TEST(Bound, MidnightBecomesItsDate) {
  for (const char* midnight : {"2026-11-01 00:00:00", "2026-11-01T00:00:00Z", "2026-11-01 00:00:00.000",
                               "2026-11-01T00:00", "2026-11-01T00:00:00.000000Z", "2026-11-01T00:00:00+00:00"}) {
    EXPECT_EQ(normal_bound(midnight, Granularity::kDaily), "2026-11-01") << midnight;
    EXPECT_EQ(normal_bound(midnight, Granularity::kHourly), "2026-11-01 00:00:00") << midnight;
  }
  EXPECT_EQ(normal_bound("2026-11-01 00:00:01", Granularity::kDaily), "2026-11-01 00:00:01");
  EXPECT_EQ(normal_bound("2026-11-01T07:00:00Z", Granularity::kHourly), "2026-11-01 07:00:00");
  EXPECT_EQ(normal_bound("2026-11-01", Granularity::kHourly), "2026-11-01");
  EXPECT_EQ(normal_bound("2026-11-01 00:00:00.001", Granularity::kDaily), "2026-11-01 00:00:00.001");
}

TEST(Bound, WhatBeginsADate) {
  for (const char* good : {"", "2026", "2026-", "2026-11", "2026-11-", "2026-02-31", "2026-11-07 10",
                           "2026-11-07 10:59", "2026-11-07T10:59:59.123Z", "9999-12-31", "2026-11-07 00:00:00+00:00"}) {
    EXPECT_TRUE(text::begins_a_date(good)) << good;
  }
  for (const char* bad : {"yesterday", "2", "202", "2026-1", "2026-2", "2026-12-3", "2026-11-07 1", "2026-13",
                          "2026-00", "2026-11-5", "2026-11-32", "20261101", "2026/11/01", "2026-11-07 24",
                          "2026-11-07 10:60", "11/07/2026", " 2026", "2026-11-07x", "2026-11-07 00:00:00+02:00"}) {
    EXPECT_FALSE(text::begins_a_date(bad)) << bad;
  }
}

TEST(Instant, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(text::parse_instant("2026-02-29"));
  EXPECT_TRUE(text::parse_instant("2028-02-29"));
  EXPECT_FALSE(text::parse_instant("2026-11-31"));
  EXPECT_FALSE(text::parse_instant("2026-11"));
  EXPECT_EQ(text::time_text(at("2026-11-07T10:20:30Z")), "2026-11-07 10:20:30");
}

TEST(Granularity, IsNamedInFull) {
  EXPECT_EQ(parse_granularity("HOURLY"), Granularity::kHourly);
  EXPECT_THROW(parse_granularity("daily"), Error);
}

// On 21 November, AWS has 20 days of the present month, and 11 of October last year.
TEST(CutMonth, IsTheMonthThatIsAskedForAndNotWhole) {
  const auto part = [](std::vector<PeriodCondition> conditions) {
    return cut_month({.history = kSavingsPlans,
                      .granularity = Granularity::kMonthly,
                      .conditions = &conditions,
                      .now = text::parse_instant("2026-11-21 10:30:00").value()});
  };
  const auto equals = [](const char* text) {
    return std::vector<PeriodCondition>{{.op = Operator::kEq, .texts = {text}}};
  };
  EXPECT_EQ(part(equals("2026-11-01")), (Window{"2026-11-01", "2026-11-21"}));
  EXPECT_EQ(part(equals("2025-10-01")), (Window{"2025-10-21", "2025-11-01"}));
  EXPECT_EQ(part(equals("2026-12-01")), std::nullopt) << "AWS has no part of the future";
  EXPECT_EQ(part(equals("2024-01-01")), std::nullopt);
}

TEST(Window, OfSavingsPlansMonthsEndsWithYesterdayWhereOnlyItsStartIsGiven) {
  const std::vector<PeriodCondition> none;
  EXPECT_EQ(find_window({.history = kSavingsPlans,
                         .granularity = Granularity::kMonthly,
                         .conditions = &none,
                         .start_date = "2026-11-01",
                         .now = text::parse_instant("2026-11-21 10:30:00").value()}),
            (Window{"2026-11-01", "2026-11-21"}));
}

}  // namespace
}  // namespace awscost::sql
