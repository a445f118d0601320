// A plan with its values: what is asked, what is refused with a cure, and what asks nothing.
#include "sql/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cost_table.h"
#include "query.h"
#include "sql/error.h"

namespace awscost::sql {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A plan written by hand: the planner has tests of its own.
struct Statement {
  Plan plan;
  std::vector<ArgumentValues> values;

  Statement& bind(std::string_view column, Operator op, ArgumentValues given, Promise promise = Promise::kExact) {
    plan.arguments.push_back({.column = cost_column(column), .op = op, .promise = promise});
    plan.at_run_time.set(cost_column(column));
    values.push_back(std::move(given));
    return mention(column);
  }
  Statement& mention(std::string_view column) {
    plan.mentioned.set(cost_column(column));
    return *this;
  }
  Scan scan() const { return make_scan(kCostTable, plan, values, text::parse_instant("2026-11-21").value()); }
  std::string error() const {
    try {
      scan();
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
};

TEST(Scan, OfNothingAsksForTheDefaults) {
  const Scan scan = Statement().scan();
  EXPECT_FALSE(scan.empty);
  EXPECT_EQ(scan.window, (Window{"2026-11-08", "2026-11-22"}));
  ASSERT_EQ(scan.group_by.keys.size(), 1U);
  EXPECT_EQ(scan.group_by.keys[0].name, "resource_id");
  EXPECT_EQ(scan.input(Role::kGranularity), "DAILY");
  EXPECT_EQ(scan.input(Role::kFilter), std::nullopt);
}

TEST(Scan, SlicesAreSortedSetsThatMeet) {
  Statement statement;
  statement.bind("service", Operator::kIn, {text("c"), text("a"), Value(), text("a"), text("b")});
  statement.bind("service", Operator::kIn, {text("b"), text("a"), text("z")});
  EXPECT_THAT(statement.scan().selections[cost_column("service")].values, ElementsAre("a", "b"));
}

// Rule R9, R10: empty, NULL or contradictory sets ask nothing.
TEST(Scan, EmptySetsAskNothing) {
  EXPECT_TRUE(Statement().bind("service", Operator::kEq, {Value()}).scan().empty);
  EXPECT_TRUE(Statement().bind("service", Operator::kIn, {}).scan().empty);
  EXPECT_TRUE(Statement().bind("service", Operator::kIn, {Value()}).scan().empty);
  EXPECT_TRUE(Statement().bind("service", Operator::kEq, {Value(Blob{"a"})}).scan().empty);
  EXPECT_TRUE(
      Statement().bind("service", Operator::kEq, {text("a")}).bind("service", Operator::kEq, {text("b")}).scan().empty);
  EXPECT_TRUE(Statement().bind("group_by", Operator::kEq, {Value()}).mention("service").scan().empty);
  EXPECT_TRUE(Statement().bind("period_start", Operator::kGe, {Value()}).scan().empty);
  EXPECT_TRUE(Statement().bind("period_start", Operator::kIn, {}).scan().empty);
  EXPECT_TRUE(Statement().bind("period_start", Operator::kGt, {text("2030")}).scan().empty);
}

TEST(Scan, AMentionedDimensionIsAKeyOrBound) {
  const std::string error = Statement().mention("record_type").error();
  EXPECT_THAT(error, HasSubstr("FROM cost('resource_id, record_type')"));
  EXPECT_THAT(error, HasSubstr("WHERE record_type = 'Credit' to keep one"));
  EXPECT_EQ(Statement().mention("resource_id").error(), "no error");
}

TEST(Scan, TheCureFitsHowADimensionIsUsed) {
  const auto error = [](Operator op) { return Query(kCostTable).where("record_type", op, {text("Tax")}).error(); };
  EXPECT_THAT(error(Operator::kNe), HasSubstr("WHERE filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', "
                                              "'Refund')) to keep all others"));
  EXPECT_THAT(error(Operator::kLike),
              HasSubstr("WHERE record_type IN (SELECT value FROM values_of('record_type') WHERE "
                        "value LIKE '%...%' AND value NOT GLOB 'No[A-Z]*') to keep those"));
  EXPECT_THAT(error(Operator::kMatch), HasSubstr("there is no record_type MATCH"));
  EXPECT_THAT(Query(kCostTable)
                  .where("group_by", Operator::kEq, {text("service, region")})
                  .where("record_type", Operator::kNe, {text("Tax")})
                  .error(),
              HasSubstr("group_by has two keys, the most that AWS takes: write WHERE filter = awscost_not("));
}

TEST(Scan, ANullThatIsKnownIsAnError) {
  EXPECT_THAT(Query(kCostTable).where("start_date", Operator::kEq, {Value()}).error(),
              HasSubstr("start_date is NULL, which equals nothing"));
  EXPECT_TRUE(Query(kCostTable).where("start_date", Operator::kEq, {Value()}, false).scan().empty) << "of a parameter";
}

TEST(Scan, NumbersNarrowNothing) {
  const std::string error =
      Statement().bind("linked_account", Operator::kEq, {Value(std::int64_t{12345678901})}).error();
  EXPECT_THAT(error, HasSubstr("printf('%012d', id)"));
  EXPECT_THAT(Statement().bind("service", Operator::kIn, {text("a"), Value(1.5)}).error(), HasSubstr("1.5"));
  const Scan scan = Statement().bind("resource_id", Operator::kEq, {Value(std::int64_t{1})}, Promise::kInexact).scan();
  EXPECT_FALSE(scan.selections[cost_column("resource_id")].bound) << "SQLite checks the key";
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {Value(std::int64_t{20261101})}).error(),
              HasSubstr("period_start >= '2026-11-01'"));
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {Value(std::int64_t{1793491200})}).error(),
              HasSubstr("date(1793491200, 'unixepoch')"));
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {Value(std::int64_t{2026})}).error(),
              HasSubstr("Write date(...) in place of CAST"));
}

// A value of another table is compared as SQLite would, in every order of a join.
std::string outcome(const Statement& statement, const std::set<std::size_t>& others) {
  const auto is_own = [&](std::size_t argument) { return others.count(argument) == 0; };
  try {
    const Scan scan =
        make_scan(kCostTable, statement.plan, statement.values, text::parse_instant("2026-11-21").value(), is_own);
    return (scan.empty ? "empty" : scan.window->start + " " + scan.window->end) +
           (scan.notices.empty() ? "" : ", noticed");
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Scan, ATimestampStandsForItsDateWhereTheStatementGivesIt) {
  for (const Operator op : {Operator::kEq, Operator::kIn, Operator::kGe, Operator::kLe, Operator::kIs}) {
    const Statement statement = Statement().bind("period_start", op, {text("2026-11-20 00:00:00")});
    EXPECT_THAT(outcome(statement, {}), HasSubstr("2026-11-2"));
    EXPECT_THAT(outcome(statement, {0}),
                AllOf(HasSubstr("Write period_start "), HasSubstr("= date(...), with the other value inside")));
  }
  const Statement day = Statement().bind("period_start", Operator::kEq, {text("2026-11-20")});
  EXPECT_EQ(outcome(day, {0}), "2026-11-20 2026-11-21");
  Statement hour = Statement().bind("granularity", Operator::kEq, {text("HOURLY")});
  hour.bind("period_start", Operator::kEq, {text("2026-11-20T05:00:00Z")});
  EXPECT_EQ(outcome(hour, {}), "2026-11-20T05:00:00Z 2026-11-20T06:00:00Z");
  EXPECT_THAT(outcome(hour, {1}), HasSubstr("Write period_start = datetime(...)"));
}

TEST(Scan, APeriodBeforeTheHistoryIsAnErrorWhereTheStatementAsksForIt) {
  const Statement old = Statement().bind("period_start", Operator::kGe, {text("2026-01-01")});
  EXPECT_THAT(outcome(old, {}), HasSubstr("begins with 2026-11-08, which no condition changes. Write period_start >= "
                                          "'2026-11-08', or AND start_date = '2026-01-01'"));
  EXPECT_EQ(outcome(old, {0}), "2026-11-08 2026-11-22, noticed");
  EXPECT_EQ(outcome(Statement().bind("period_start", Operator::kEq, {text("2026-01-01")}), {0}), "empty, noticed");
  EXPECT_EQ(outcome(Statement().bind("period_start", Operator::kLt, {text("2026-01-01")}), {}), "empty");
  Statement given = Statement().bind("start_date", Operator::kEq, {text("2026-01-01")});
  given.bind("period_start", Operator::kEq, {text("2026-01-05")});
  EXPECT_EQ(outcome(given, {}), "2026-01-05 2026-01-06");
}

// In another order of the join only the statement's own condition is known.
TEST(Scan, AnotherTablesValueExcusesNoBoundOfTheStatement) {
  Statement both = Statement().bind("period_start", Operator::kGe, {text("2026-01-01")});
  both.bind("period_start", Operator::kEq, {text("2026-11-20")});
  EXPECT_EQ(outcome(both, {}), "2026-11-20 2026-11-21");
  EXPECT_THAT(outcome(both, {1}), HasSubstr("start_date"));
}

TEST(Scan, BlobsCompareAsSqlSays) {
  EXPECT_EQ(Statement().bind("period_start", Operator::kLt, {Value(Blob{"2"})}).scan().conditions.size(), 0U);
  EXPECT_TRUE(Statement().bind("period_start", Operator::kGe, {Value(Blob{"2"})}).scan().empty);
}

TEST(Scan, AnInputIsBoundByEqualsOrNotMentioned) {
  const std::string error = Statement().mention("group_by").error();
  EXPECT_THAT(error, HasSubstr("FROM cost('service'), the keys in single quotes"));
  EXPECT_THAT(Statement().mention("start_date").error(), HasSubstr("period_start >="));
  EXPECT_EQ(Statement().bind("group_by", Operator::kEq, {text("service")}).mention("service").error(), "no error");
}

TEST(Scan, WhatStandsTooLateIsNamed) {
  EXPECT_THAT(Statement().bind("service", Operator::kIn, {text("a")}, Promise::kLate).error(),
              HasSubstr("filter = awscost_dimension('SERVICE', 'AWS Lambda')"));
  EXPECT_EQ(Statement().bind("service", Operator::kEq, {text("a")}, Promise::kLate).error(), "no error");
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {text("2026-11-10 00:00:00")}, Promise::kLate).error(),
              HasSubstr("period_start"));
  EXPECT_EQ(Statement().bind("period_start", Operator::kGe, {text("2026-11-10")}, Promise::kLate).error(), "no error");
}

TEST(Scan, MalformedDatesSayWhatToWrite) {
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {text("2026-11-5")}).error(),
              HasSubstr("write '2026-11-05'"));
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {text("{d '2026-11-05'}")}).error(),
              HasSubstr("write '2026-11-05'"));
  EXPECT_THAT(Statement().bind("period_start", Operator::kGe, {text("soon")}).error(), HasSubstr("YYYY-MM-DD"));
}

TEST(Scan, MonthsOfATwoWeekTableNeedAStart) {
  EXPECT_THAT(Statement().bind("granularity", Operator::kEq, {text("MONTHLY")}).error(), HasSubstr("start_date"));
}

TEST(GroupBy, ReadsKeysAndSaysWhatIsWrong) {
  const GroupBy group_by = parse_group_by(kCostTable, " Service ,tag:Team ");
  ASSERT_EQ(group_by.keys.size(), 2U);
  EXPECT_EQ(group_by.keys[0].name, "service");
  EXPECT_EQ(group_by.keys[1].type, KeyType::kTag);
  EXPECT_EQ(group_by.keys[1].name, "Team") << "tag keys keep their case";
  EXPECT_EQ(group_by.position(cost_column("tag_value")), 1U);
  EXPECT_TRUE(parse_group_by(kCostTable, "").keys.empty());
  EXPECT_FALSE(parse_group_by(kCostTable, "tag:a, tag:b").has(cost_column("tag_value")));
  for (const char* bad : {"servise", "service,", ",service", "service,,region", "service, service",
                          "tag:", "service, region, record_type", "service region"}) {
    EXPECT_THROW(parse_group_by(kCostTable, bad), Error) << bad;
  }
}

TEST(Scan, AResultThatComesWithAKeyNeedsIt) {
  EXPECT_THAT(Statement().mention("linked_account_name").error(),
              HasSubstr("FROM cost('resource_id, linked_account')"));
  EXPECT_EQ(
      Statement().bind("group_by", Operator::kEq, {text("linked_account")}).mention("linked_account_name").error(),
      "no error");
}

TEST(Scan, TwoKeysAreOneText) {
  EXPECT_THAT(Statement()
                  .bind("group_by", Operator::kEq, {text("service")})
                  .bind("start_date", Operator::kEq, {text("region")})
                  .error(),
              HasSubstr("cost('service, region')"));
}

// Some ODBC drivers cut a message at 504 bytes.
TEST(Cures, StandWithinWhatDriversShow) {
  for (const Column& column : kCostColumns) {
    if (!is_dimension(column.role)) continue;
    EXPECT_LT(Statement().mention(column.name).error().size(), 500U) << column.name;
  }
}

TEST(Scan, TagValueNeedsTheOneTag) {
  EXPECT_THAT(Statement().mention("tag_value").error(), HasSubstr("'tag:team'"));
  EXPECT_THAT(Statement().bind("group_by", Operator::kEq, {text("tag:a, tag:b")}).mention("tag_value").error(),
              HasSubstr("group_1 and group_2"));
  EXPECT_EQ(Statement().bind("group_by", Operator::kEq, {text("tag:a, region")}).mention("tag_value").error(),
            "no error");
}

}  // namespace
}  // namespace awscost::sql
