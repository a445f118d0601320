// Which questions have rows that are known without asking: each rule by a question that breaks it alone.
#include "sql/known_periods.h"

#include <gtest/gtest.h>

#include "cost_table.h"
#include "query.h"
#include "sql/periods.h"

namespace awscost::sql {
namespace {

constexpr Table every_period() {
  Table table = kCostTable;
  table.history = {.months = 13, .from_first_of_month = true, .hourly_days = 14};
  table.has_every_period = true;
  return table;
}
constexpr Table kEvery = every_period();

// Without keys; the other conditions follow. It is 2026-11-21, so the history begins on 2025-10-01.
Query ungrouped(const Table& table = kEvery) {
  return Query(table).where("group_by", Operator::kEq, {text("")}).mention("period_start");
}

bool is_known(const Query& query) {
  return has_known_periods(query.scan());
}

TEST(KnownPeriods, OfDaysAndMonthsWithoutKeys) {
  EXPECT_TRUE(is_known(ungrouped()));
  EXPECT_TRUE(is_known(ungrouped().mention("period_end")));
  EXPECT_TRUE(is_known(ungrouped().where("granularity", Operator::kEq, {text("MONTHLY")})));
  EXPECT_TRUE(is_known(ungrouped().where("period_start", Operator::kGe, {text("2026-11-01")})));
  EXPECT_TRUE(is_known(ungrouped().where("period_start", Operator::kIn, {text("2026-11-01"), text("2026-11-20")})));
  EXPECT_TRUE(is_known(ungrouped().where("profile", Operator::kEq, {text("prod")})));
}

TEST(KnownPeriods, NotWhereMoreThanThePeriodIsUsed) {
  for (const char* column : {"unblended_cost", "usage_quantity", "currency", "group_1"}) {
    EXPECT_FALSE(is_known(ungrouped().mention(column))) << column;
  }
}

TEST(KnownPeriods, NotWithKeysSlicesOrAFilter) {
  EXPECT_FALSE(is_known(Query(kEvery).where("group_by", Operator::kEq, {text("service")}).mention("period_start")));
  EXPECT_FALSE(is_known(Query(kEvery).mention("period_start"))) << "group_by has a default";
  EXPECT_FALSE(is_known(ungrouped().where("service", Operator::kEq, {text("a")})));
  EXPECT_FALSE(is_known(ungrouped().where("filter", Operator::kEq, {text("{}")})));
}

TEST(KnownPeriods, NotOfHoursSeveralProfilesOrAnotherTable) {
  EXPECT_FALSE(is_known(ungrouped().where("granularity", Operator::kEq, {text("HOURLY")})))
      << "AWS refuses hours that are not switched on";
  EXPECT_FALSE(is_known(ungrouped().where("profile", Operator::kIn, {text("prod"), text("dev")})));
  EXPECT_FALSE(is_known(ungrouped(kCostTable)));
}

TEST(KnownPeriods, OfAWindowInsideTheHistoryMadeOfWholePeriods) {
  const auto of = [](const char* granularity, const char* start, const char* end) {
    return is_known(ungrouped()
                        .where("granularity", Operator::kEq, {text(granularity)})
                        .where("start_date", Operator::kEq, {text(start)})
                        .where("end_date", Operator::kEq, {text(end)}));
  };
  EXPECT_TRUE(of("DAILY", "2025-10-01", "2026-11-22"));
  EXPECT_FALSE(of("DAILY", "2025-09-30", "2026-11-22")) << "AWS may keep it, or refuse it";
  EXPECT_FALSE(of("DAILY", "2026-11-01", "2026-11-23")) << "tomorrow is not begun";
  EXPECT_TRUE(of("MONTHLY", "2026-09-01", "2026-12-01"));
  EXPECT_FALSE(of("MONTHLY", "2026-09-02", "2026-12-01")) << "AWS cuts the month";
  EXPECT_FALSE(of("MONTHLY", "2026-09-01", "2026-11-22"));
  EXPECT_FALSE(of("MONTHLY", "2026-09-01", "2027-01-01"));
}

TEST(KnownPeriods, NotWhereNoPeriodIsLeft) {
  EXPECT_FALSE(is_known(ungrouped().where("period_start", Operator::kGt, {text("2027-01-01")})));
}

}  // namespace
}  // namespace awscost::sql
