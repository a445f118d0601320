// Inputs of every service: how they are bound, what they read in an UPDATE, and the sentences about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query.h"
#include "sql/named_table.h"
#include "sql/predicate.h"

namespace awscost::sql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Inputs, OfOtherServicesAreBoundLikeAnyOther) {
  Query query(kUsageTable);
  query.where("region", Operator::kEq, {text("eu-west-3")}).where("stage", Operator::kIn, {text("live")});
  query.where("date", Operator::kGe, {text("2026-11-01")}).where("key_id", Operator::kEq, {text("k")});
  EXPECT_EQ(query.plan(),
            "GetUsage; inputs region = ?, stage = ?; window date >= ?; of every usage_plan_id; "
            "narrowed by key_id = ?; uses key_id, date, region, stage");
  EXPECT_TRUE(query.best_index().uses[0].omit);
  EXPECT_FALSE(query.best_index().uses[1].whole) << "one request per value, so that each row reports its own";
  EXPECT_EQ(query.scan().input(Role::kRegion), "eu-west-3");
  EXPECT_EQ(query.scan().window, (Window{"2026-11-01", "2026-11-22"}));
  EXPECT_THAT(Query(kUsageTable).where("stage", Operator::kEq, {Value(std::int64_t{1})}).error(),
              HasSubstr("Write stage = 'live'"));
}

TEST(Inputs, SentencesSpeakOfTheirOwnTable) {
  const std::string missing = Query(kUsageTable).error();
  EXPECT_THAT(missing, HasSubstr("usage: stage is missing. Stage. Write WHERE stage = 'live'."));
  EXPECT_THAT(Query(kUsageTable).mention("start_date").error(), HasSubstr("WHERE date >= date('now', '-7 days')"));
  EXPECT_THAT(Query().mention("profile").error(), Not(HasSubstr("period_start")));
  Query bound(kUsageTable);
  bound.where("stage", Operator::kEq, {text("live")});
  Query odd = bound;
  odd.where("date", Operator::kGe, {text("soon")});
  EXPECT_THAT(odd.error(), HasSubstr("usage: date is compared with 'soon', which begins no date; write 'YYYY-MM-DD'."));
  bound.where("start_date", Operator::kEq, {text("2026-11-05")}).where("end_date", Operator::kEq, {text("2026-11-04")});
  EXPECT_THAT(bound.error(), HasSubstr("is later than end_date '2026-11-04', the last day"));
}

// FROM usage AS u JOIN plans AS p ON p.region = u.region WHERE u.region IN (...), u first: SQLite checks p's equality.
TEST(Inputs, BoundByOneConditionNeedNotWaitForAnother) {
  Query query(kUsageTable);
  query.where("stage", Operator::kIn, {text("live")});
  EXPECT_FALSE(
      query.where("stage", Operator::kEq, {text("x")}, false, Collation::kBinary, false).best_index().no_solution);
  Query alone(kUsageTable);
  alone.where("stage", Operator::kEq, {text("x")}, false, Collation::kBinary, false);
  EXPECT_TRUE(alone.best_index().no_solution) << "another join order binds it";
}

// The same with p first: only p's region is asked. In another region of the list, u's plan may not exist.
TEST(Inputs, TakeTheEqualityThatStandsBesideAnIn) {
  Query query(kUsageTable);
  query.where("stage", Operator::kIn, {text("live"), text("test")});
  query.where("stage", Operator::kEq, {text("live")}, false);
  const BestIndex planned = query.best_index();
  EXPECT_EQ(planned.uses[0].argument, 0);
  EXPECT_EQ(planned.uses[1].argument, 1);
}

// For UPDATE, SQLite reads all columns, so it mentions every input, bound or not.
TEST(Inputs, OfAnUpdateReadTheirDefaults) {
  Query update;
  for (const Column& column : kLineColumns) update.mention(column.name);
  EXPECT_EQ(update.error(), "no error");
  EXPECT_EQ(update.scan().input(Role::kProfile), std::nullopt);
  EXPECT_LT(update.best_index().cost, 1e9);
  Query from;  // for UPDATE ... FROM, SQLite reads the columns that are not SET
  for (const Column& column : kLineColumns) {
    if (column.write == Write::kNever) from.mention(column.name);
  }
  EXPECT_EQ(from.error(), "no error");
  EXPECT_THAT(Query().mention("profile").error(), HasSubstr("WHERE profile = "))
      << "lower(profile) = 'prod' in a SELECT must not fall back to the default unnoticed";
  EXPECT_GT(Query().mention("profile").best_index().cost, 1e100);
}

TEST(NamedTables, FixInputsAndNothingElse) {
  const std::vector<std::string_view> arguments = {"region = 'eu-west-3'", "stage = 'live'"};
  const NamedTable named(kUsageTable, "live_usage", arguments);
  Query query(named.table());
  query.where("usage_plan_id", Operator::kEq, {text("p")}).where("key_id", Operator::kEq, {text("k")});
  query.mention("region");
  EXPECT_EQ(
      query.plan(),
      "GetUsage; window default; of usage_plan_id = ?; narrowed by key_id = ?; uses usage_plan_id, key_id, region");
  EXPECT_EQ(query.scan().input(Role::kRegion), "eu-west-3");
  const std::vector<std::string_view> parent = {"usage_plan_id = 'p'"};
  EXPECT_THROW(NamedTable(kUsageTable, "t", parent), Error);
}

TEST(Declarations, NameTheirTypes) {
  EXPECT_THAT(create_statement(kUsageTable), HasSubstr("\"used\" BIGINT, \"blocked\" INTEGER, \"start_date\""));
}

TEST(NamedTables, AFixedInputIsItsValueAtEveryGranularity) {
  static constexpr Column kColumns[] = {
      {.name = "records", .type = Type::kBigint, .wire = "0", .doc = "Records."},
      {.name = "granularity", .role = Role::kGranularity, .hidden = true, .fallback = "DAILY", .doc = "Grain."},
      {.name = "mode",
       .role = Role::kInput,
       .hidden = true,
       .wire = "/mode",
       .fallback = "fine",
       .fallback_hourly = "coarse",
       .doc = "Mode."}};
  static constexpr Table kTable{.name = "t", .doc = "T.", .columns = kColumns};
  static_assert(well_formed(kTable));
  const auto mode = [](const std::vector<std::string_view>& arguments) {
    const NamedTable named(kTable, "named", arguments);
    return std::string(Query(named.table()).scan().input(find(kTable, "mode").value()).value_or("none"));
  };
  EXPECT_EQ(mode({}), "fine");
  EXPECT_EQ(mode({"granularity = 'HOURLY'"}), "coarse");
  EXPECT_EQ(mode({"granularity = 'HOURLY'", "mode = 'fine'"}), "fine");
}

// Results that narrow are no part of the Expression.
TEST(Predicate, HoldsDimensionsAlone) {
  Query query;
  query.where("service", Operator::kEq, {text("a")}).where("scenario_id", Operator::kEq, {text("s")});
  EXPECT_EQ(predicate_of(query.scan()), std::nullopt);
}

}  // namespace
}  // namespace awscost::sql
