// The planner without SQLite: an offer goes in, the plan's text and the answers for SQLite come out.
#include "sql/plan.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "cost_table.h"
#include "sql/plan_text.h"

namespace awscost::sql {
namespace {

using V = std::optional<Value>;

Value text(const char* value) {
  return std::string(value);
}

struct Offered {
  Offer offer;
  Offered& where(std::string_view column, Operator op, V value = std::nullopt, bool usable = true,
                 Collation collation = Collation::kBinary) {
    offer.constraints.push_back({cost_column(column), op, usable, collation, std::move(value)});
    return mention(column);
  }
  Offered& mention(std::string_view column) {
    offer.mentioned.set(cost_column(column));
    return *this;
  }
};

std::string plan_text(const Offered& offered) {
  return to_text(kCostTable, make_plan(kCostTable, offered.offer).plan);
}

TEST(Plan, NamesOperationWindowFilterGroupingAndTheOneMetric) {
  Offered offered;
  offered.mention("unblended_cost").mention("resource_id");
  offered.where("service", Operator::kEq, text("EC2")).where("period_start", Operator::kGe);
  EXPECT_EQ(plan_text(offered),
            "GetCost; filter service = ?; window period_start >= ? [no literal]; group_by 'resource_id'; granularity "
            "'DAILY'; "
            "metrics UnblendedCost; uses period_start, unblended_cost, resource_id, service");
}

TEST(Plan, SaysWhenNothingBoundsTheWindowOrTheFilter) {
  EXPECT_EQ(plan_text({}),
            "GetCost; filter none; window default; group_by 'resource_id'; granularity 'DAILY'; metrics UnblendedCost");
}

TEST(Plan, SlicesAreConsumedBecauseSqliteCannotCheckThem) {
  Offered offered;
  offered.where("service", Operator::kIn).where("region", Operator::kIs, text("eu-west-3"));
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_TRUE(planned.uses[0].omit);
  EXPECT_TRUE(planned.uses[0].whole);
  EXPECT_TRUE(planned.uses[1].omit);
}

TEST(Plan, KeysOfUnknownValueStayWithSqliteToo) {
  Offered offered;
  offered.where("resource_id", Operator::kEq).where("resource_id", Operator::kEq, text("i-1"));
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_FALSE(planned.uses[0].omit) << "SQLite alone knows how text compares with a later value";
  EXPECT_TRUE(planned.uses[1].omit);
  EXPECT_GT(planned.uses[0].argument, 0);
}

TEST(Plan, VerifyLeavesKeysAndDatesToSqlite) {
  Offered offered;
  offered.where("resource_id", Operator::kEq, text("i-1")).where("period_start", Operator::kGe, text("2026-11-01"));
  offered.where("service", Operator::kEq, text("x"));
  const BestIndex planned = make_plan(kCostTable, offered.offer, {.verify = true});
  EXPECT_FALSE(planned.uses[0].omit);
  EXPECT_FALSE(planned.uses[1].omit);
  EXPECT_TRUE(planned.uses[2].omit) << "SQLite cannot check a slice";
}

// A midnight timestamp is compared by its date, which SQLite does not do; and SQLite checks both bounds of a BETWEEN if
// one is left to it.
TEST(Plan, VerifyLeavesDatesToSqliteAllOrNone) {
  Offered offered;
  offered.where("period_start", Operator::kGe, text("2026-11-01 00:00:00"));
  offered.where("period_start", Operator::kLe, text("2026-11-05"));
  const BestIndex planned = make_plan(kCostTable, offered.offer, {.verify = true});
  EXPECT_TRUE(planned.uses[0].omit);
  EXPECT_TRUE(planned.uses[1].omit);
}

// Rule R5: collations other than BINARY, and operators whose collation is invisible, narrow nothing.
TEST(Plan, TakesNothingThatItCannotAnswerFor) {
  Offered offered;
  offered.where("service", Operator::kEq, text("A"), true, Collation::kNoCase);
  offered.where("service", Operator::kNe, text("a")).where("service", Operator::kLike, text("a%"));
  offered.where("region", Operator::kIsNull).where("region", Operator::kIsNotNull).where("region", Operator::kGe);
  for (const ConstraintUsage& use : make_plan(kCostTable, offered.offer).uses) EXPECT_EQ(use.argument, 0);
}

TEST(Plan, PeriodsOfNocaseNarrowButStayWithSqlite) {
  Offered offered;
  offered.where("period_start", Operator::kGe, text("2026-11"), true, Collation::kNoCase);
  offered.where("period_start", Operator::kLt, text("2026-12"), true, Collation::kOther);
  offered.where("period_start", Operator::kLike, text("2026-11%"));
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_EQ(planned.uses[0].argument, 1);
  EXPECT_FALSE(planned.uses[0].omit);
  EXPECT_EQ(planned.uses[1].argument, 0);
  EXPECT_TRUE(planned.plan.arguments[0].from_pattern);
}

TEST(Plan, InputsTakeOneBinaryEquals) {
  Offered offered;
  offered.where("granularity", Operator::kEq, text("DAILY")).where("granularity", Operator::kEq, text("HOURLY"));
  offered.where("start_date", Operator::kGe).where("end_date", Operator::kIs);
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_EQ(planned.uses[0].argument, 1);
  EXPECT_EQ(planned.uses[1].argument, 0) << "SQLite checks the second one against the echo";
  EXPECT_EQ(planned.uses[2].argument, 0);
  EXPECT_EQ(planned.uses[3].argument, 0);
}

TEST(Plan, AnInputThatIsNotYetKnownAsksForAnotherJoinOrder) {
  Offered offered;
  offered.where("group_by", Operator::kEq, std::nullopt, false);
  EXPECT_TRUE(make_plan(kCostTable, offered.offer).no_solution);
}

// SQLite offers it so to see the plan without IN: "no solution" there would end its search.
TEST(Plan, InOnAnInputThatIsNotYetKnownIsAPlanTooDearToChoose) {
  Offered offered;
  offered.where("granularity", Operator::kIn, std::nullopt, false).where("period_start", Operator::kEq, text("2026"));
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_FALSE(planned.no_solution);
  EXPECT_GT(planned.cost, 1e150);
}

// SQLite offers a branch of an OR without the inputs beside it: the scan that binds them must stay cheaper.
TEST(Plan, AnInputLeftUnboundIsTooDearToChoose) {
  Offered branch;
  branch.where("region", Operator::kEq, text("eu-west-3")).mention("start_date");
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, branch.offer).cost, 1e150);
}

// SQLite merges the scans of an OR of keys by rowid, which rows of bound slices do not have (R2).
TEST(Plan, AKeyBesideASlicePromisesNoFewerRows) {
  Offered key;
  key.where("resource_id", Operator::kEq, text("i-1"));
  Offered both;
  both.where("resource_id", Operator::kEq, text("i-1")).where("service", Operator::kEq, text("EC2"));
  Offered slice;
  slice.where("service", Operator::kEq, text("EC2"));
  EXPECT_LT(make_plan(kCostTable, key.offer).rows, make_plan(kCostTable, {}).rows);
  EXPECT_EQ(make_plan(kCostTable, both.offer).rows, make_plan(kCostTable, slice.offer).rows);
  Offered branch;  // before 3.53, SQLite offers a branch alone
  branch.where("resource_id", Operator::kEq, text("i-1")).mention("service");
  EXPECT_EQ(make_plan(kCostTable, branch.offer).rows, make_plan(kCostTable, slice.offer).rows);
}

// Rule R6.
TEST(Plan, CostsCountRequests) {
  Offered none;
  Offered one;
  one.where("service", Operator::kEq);
  Offered two;
  two.where("service", Operator::kEq).where("region", Operator::kIn).where("period_start", Operator::kGe);
  Offered unbound;
  unbound.where("service", Operator::kEq).mention("region");
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, none.offer).cost, 1e6);
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, one.offer).cost, 0.9e6);
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, two.offer).cost, 0.81e6) << "a time range is no cheaper than none";
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, unbound.offer).cost, 1e150);
}

TEST(Plan, ASliceThatAnotherOrderCouldBindAsksForIt) {
  Offered slice;
  slice.where("service", Operator::kEq, std::nullopt, false);
  EXPECT_TRUE(make_plan(kCostTable, slice.offer).no_solution);
  Offered key;
  key.where("resource_id", Operator::kEq, std::nullopt, false);
  EXPECT_FALSE(make_plan(kCostTable, key.offer).no_solution);
  Offered set;  // SQLite offers it so to see the plan without IN
  set.where("service", Operator::kIn, std::nullopt, false);
  EXPECT_FALSE(make_plan(kCostTable, set.offer).no_solution);
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, set.offer).cost, 1e150);
  Offered unknown_grain;
  unknown_grain.where("service", Operator::kEq, std::nullopt, false).where("group_by", Operator::kEq);
  EXPECT_FALSE(make_plan(kCostTable, unknown_grain.offer).no_solution);
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, unknown_grain.offer).cost, 1e150);
}

// WHERE service = l.s AND service IN ('a', 'b'), scanned before l: each row would add up both services.
TEST(Plan, ASetDoesNotStandInForTheValueThatAnotherOrderBinds) {
  Offered set;
  set.where("service", Operator::kEq, std::nullopt, false).where("service", Operator::kIn);
  EXPECT_TRUE(make_plan(kCostTable, set.offer).no_solution);
  Offered one;
  one.where("service", Operator::kEq, std::nullopt, false).where("service", Operator::kEq, text("EC2"));
  EXPECT_FALSE(make_plan(kCostTable, one.offer).no_solution);
  EXPECT_DOUBLE_EQ(make_plan(kCostTable, one.offer).cost, 0.9e6);
}

// Rule R7: SQLite honours `omit` for its first 16 constraints and shows IN for its first 32.
TEST(Plan, MarksWhatStandsTooLate) {
  Offered offered;
  for (int i = 0; i < 20; ++i) offered.where("period_start", Operator::kGe, text("2026"));
  offered.where("service", Operator::kIn);
  for (int i = 0; i < 12; ++i) offered.where("period_start", Operator::kGe, text("2026"));
  offered.where("region", Operator::kEq);
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_EQ(planned.uses[20].argument, 1) << "slices come first in argv";
  EXPECT_EQ(planned.plan.arguments[0].promise, Promise::kLate);
  EXPECT_EQ(planned.uses[33].argument, 0);
  ASSERT_EQ(planned.plan.refusals.size(), 1U);
  EXPECT_EQ(planned.plan.refusals[0], (Refusal{RefusalReason::kTooLate, cost_column("region")}));
}

// There, = may be IN (SELECT number). SQLite would compare its members as text and find fewer rows.
TEST(Plan, AKeyBeyondTheThirtySecondConditionIsLeftToSqlite) {
  Offered offered;
  for (int i = 0; i < 32; ++i) offered.where("period_start", Operator::kGe, text("2026"));
  offered.where("resource_id", Operator::kEq).where("resource_id", Operator::kEq, text("i-1"));
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  EXPECT_EQ(planned.uses[32].argument, 0);
  EXPECT_NE(planned.uses[33].argument, 0) << "a literal is no IN";
  EXPECT_TRUE(planned.plan.refusals.empty());
}

TEST(Plan, GroupByInIsRefusedAtRunTime) {
  Offered offered;
  offered.where("group_by", Operator::kIn);
  const BestIndex planned = make_plan(kCostTable, offered.offer);
  ASSERT_EQ(planned.plan.refusals.size(), 1U);
  EXPECT_EQ(planned.plan.refusals[0].why, RefusalReason::kGroupByIn);
}

TEST(Plan, TextWithQuotesAndSeparatorsComesBack) {
  Offered offered;
  offered.where("group_by", Operator::kEq, text("it's; uses x, 'tag:a'; b"));
  const Plan plan = make_plan(kCostTable, offered.offer).plan;
  EXPECT_EQ(from_text(kCostTable, to_text(kCostTable, plan)), plan);
}

TEST(Plan, EveryPlanSurvivesItsText) {
  std::mt19937 random(7);
  const auto any = [&](std::size_t below) { return static_cast<int>(random() % below); };
  constexpr Operator kOperators[] = {Operator::kEq,        Operator::kIn,   Operator::kIs,   Operator::kIsNull,
                                     Operator::kLt,        Operator::kLe,   Operator::kGt,   Operator::kGe,
                                     Operator::kLike,      Operator::kNe,   Operator::kGlob, Operator::kIsNot,
                                     Operator::kIsNotNull, Operator::kMatch};
  for (int round = 0; round < 5000; ++round) {
    Offer offer;
    for (int i = any(40); i >= 0; --i) {
      const std::size_t column = any(kCostTable.columns.size());
      offer.mentioned.set(column);
      offer.constraints.push_back({.column = column,
                                   .op = kOperators[any(std::size(kOperators))],
                                   .usable = any(5) != 0,
                                   .collation = static_cast<Collation>(any(3)),
                                   .value = any(2) == 0   ? V(text("service; 'x'"))
                                            : any(9) == 0 ? V(Value())
                                                          : std::nullopt});
    }
    const BestIndex planned = make_plan(kCostTable, offer, {.verify = any(2) == 0});
    const std::string shown = to_text(kCostTable, planned.plan);
    ASSERT_EQ(from_text(kCostTable, shown), planned.plan) << shown;
    int arguments = 0;
    for (const ConstraintUsage& use : planned.uses) arguments += use.argument > 0 ? 1 : 0;
    ASSERT_EQ(arguments, static_cast<int>(planned.plan.arguments.size()));
  }
}

TEST(Plan, TextThatIsNoPlanIsRefused) {
  EXPECT_THROW(from_text(kCostTable, "GetCost; filter nonsense = ?"), std::runtime_error);
  EXPECT_THROW(from_text(kCostTable, "GetCost; filter service"), std::runtime_error);
  EXPECT_THROW(from_text(kCostTable, "GetCost; colour red"), std::runtime_error);
}

}  // namespace
}  // namespace awscost::sql
