// Parents and columns that narrow: what the plan takes, what a request may leave out, and that no row is lost.
#include "sql/narrowing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "query.h"

namespace awscost::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Parents, AreAskedByTheirValuesAndNeverAnsweredFor) {
  Query one;
  one.where("scenario_id", Operator::kEq, {text("s1")});
  EXPECT_EQ(one.plan(), "ListLines; of scenario_id = ?; uses scenario_id");
  EXPECT_FALSE(one.best_index().uses[0].omit) << "SQLite checks the row's own parent again";
  EXPECT_THAT(one.selection("scenario_id").values, ElementsAre("s1"));

  Query several;
  several.where("scenario_id", Operator::kIn, {text("s2"), Value(), text("s1"), text("s2")});
  EXPECT_TRUE(several.best_index().uses[0].whole);
  EXPECT_THAT(several.selection("scenario_id").values, ElementsAre("s1", "s2"));

  Query both = several;
  both.where("scenario_id", Operator::kIs, {text("s2")}, false);
  EXPECT_EQ(both.plan(),
            "ListLines; of scenario_id IN ?, scenario_id IS ?; one request a value of scenario_id; uses scenario_id");
  EXPECT_THAT(both.selection("scenario_id").values, ElementsAre("s2"));
}

TEST(Parents, AreAllAskedWhereNothingNamesThem) {
  EXPECT_EQ(Query().plan(), "ListLines; of every scenario_id");
  EXPECT_FALSE(Query().selection("scenario_id").bound);
  for (const Value& number : {Value(std::int64_t{12}), Value(1.5), Value(Blob{"s1"})}) {
    Query known;
    known.where("scenario_id", Operator::kEq, {number});
    EXPECT_EQ(known.plan(), "ListLines; of every scenario_id; uses scenario_id");
    Query later;
    later.where("scenario_id", Operator::kEq, {number}, false);
    EXPECT_FALSE(later.selection("scenario_id").bound) << "SQLite alone knows how a number compares with text";
    EXPECT_FALSE(later.scan().empty);
    Query member;
    member.where("scenario_id", Operator::kIn, {text("s1"), number});
    EXPECT_FALSE(member.selection("scenario_id").bound);
  }
}

TEST(Parents, ThatCannotBeAskNothing) {
  EXPECT_TRUE(Query().where("scenario_id", Operator::kEq, {Value()}).scan().empty);
  EXPECT_TRUE(Query().where("scenario_id", Operator::kIs, {Value()}, false).scan().empty);
  EXPECT_TRUE(Query().where("scenario_id", Operator::kIn, {}).scan().empty);
  EXPECT_TRUE(Query().where("scenario_id", Operator::kEq, {text("")}).scan().empty) << "no parent has an empty id";
  EXPECT_TRUE(Query().where("scenario_id", Operator::kEq, {text("\xff")}).scan().empty);
  Query contradictory;
  contradictory.where("scenario_id", Operator::kEq, {text("a")}).where("scenario_id", Operator::kEq, {text("b")});
  EXPECT_TRUE(contradictory.scan().empty);
}

TEST(Narrowing, TakesWhatSqliteComparesByteByByte) {
  Query taken;
  taken.where("service", Operator::kIn, {text("b"), text("a")}).where("scenario_id", Operator::kEq, {text("s")});
  EXPECT_EQ(taken.plan(), "ListLines; of scenario_id = ?; narrowed by service IN ?; uses scenario_id, service");
  EXPECT_FALSE(taken.best_index().uses[0].omit);
  EXPECT_THAT(taken.selection("service").values, ElementsAre("a", "b"));
  taken.where("service", Operator::kEq, {text("b")}, false);
  EXPECT_THAT(taken.selection("service").values, ElementsAre("b"));
  taken.where("service", Operator::kEq, {text("c")});
  EXPECT_TRUE(taken.scan().empty);
}

TEST(Narrowing, LeavesTheRestToSqlite) {
  for (const std::string_view column : {"scenario_id", "service"}) {
    Query left;
    left.where(column, Operator::kEq, {text("A")}, true, Collation::kNoCase);
    left.where(column, Operator::kEq, {text("A ")}, true, Collation::kOther);
    left.where(column, Operator::kEq, {text("a")}, false, Collation::kBinary, false);
    for (const Operator op : {Operator::kNe, Operator::kIsNot, Operator::kLike, Operator::kGlob, Operator::kGe,
                              Operator::kLt, Operator::kIsNull, Operator::kIsNotNull, Operator::kOther}) {
      left.where(column, op, {text("a")});
    }
    const BestIndex planned = left.best_index();
    EXPECT_THAT(planned.plan.arguments, IsEmpty());
    EXPECT_FALSE(planned.no_solution);
    EXPECT_EQ(left.error(), "no error");
  }
}

// Behind constraint 32, = may be an IN whose members come one by one.
TEST(Narrowing, StopsWhereInCanNoLongerBeTold) {
  Query many;
  for (int i = 0; i < 32; ++i) many.where("total", Operator::kNe, {text("x")});
  many.where("scenario_id", Operator::kEq, {text("s")}).where("service", Operator::kEq, {text("a")});
  many.where("created_at", Operator::kGe, {text("2026")});
  EXPECT_THAT(many.best_index().plan.arguments, IsEmpty());
  EXPECT_EQ(many.error(), "no error");
}

TEST(Narrowing, StopsWhereAnotherColumnWouldChange) {
  Query query;
  query.where("records", Operator::kEq, {text("7")});
  EXPECT_THAT(query.selection("records").values, ElementsAre("7"));
  query.mention("total");
  EXPECT_FALSE(query.selection("records").bound);
}

// In old accounts, the id of an API key is its secret value, which must not go into a URL.
TEST(Narrowing, StopsAtTextsThatAreTooLong) {
  Query query(kUsageTable);
  query.where("stage", Operator::kEq, {text("live")}).where("key_id", Operator::kEq, {text("abcd")});
  EXPECT_THAT(query.selection("key_id").values, ElementsAre("abcd"));
  Query longer(kUsageTable);
  longer.where("stage", Operator::kEq, {text("live")}).where("key_id", Operator::kIn, {text("abcd"), text("abcde")});
  EXPECT_FALSE(longer.selection("key_id").bound);
}

// AWS leaves out a member without a value, and refuses an empty one, where SQL finds no row.
TEST(Narrowing, NullAndEmptyTextAreSqlitesToFind) {
  EXPECT_FALSE(Query().where("service", Operator::kIs, {Value()}, false).selection("service").bound);
  EXPECT_FALSE(Query().where("service", Operator::kIs, {Value()}, false).scan().empty);
  EXPECT_TRUE(Query().where("service", Operator::kEq, {Value()}).scan().empty);
  EXPECT_TRUE(Query().where("service", Operator::kIn, {Value()}).scan().empty);
  EXPECT_FALSE(Query().where("service", Operator::kIn, {text("a"), text("")}).selection("service").bound);
  EXPECT_FALSE(Query().where("service", Operator::kEq, {Value(std::int64_t{5})}).selection("service").bound);
}

TEST(Narrowing, TimesAreWidenedByASecondOnEachSide) {
  const auto range = [](Operator op, std::string_view bound) {
    return Query().where("created_at", op, {text(bound)}).range("created_at");
  };
  EXPECT_EQ(range(Operator::kGe, "2026-11-07 10:00:00"), "2026-11-07 09:59:59 -");
  EXPECT_EQ(range(Operator::kGt, "2026-11-07"), "2026-11-06 23:59:59 -");
  EXPECT_EQ(range(Operator::kGe, "2026-11"), "2026-10-31 23:59:59 -");
  EXPECT_EQ(range(Operator::kLe, "2026-11-07 10:00:00"), "- 2026-11-07 10:00:01");
  EXPECT_EQ(range(Operator::kLt, "2026-1"), "- 2026-10-01 00:00:01");
  EXPECT_EQ(range(Operator::kEq, "2026-11-07 10:00:00"), "2026-11-07 09:59:59 2026-11-07 10:00:01");
}

TEST(Narrowing, TimesThatAreNoDatesNarrowNothing) {
  for (const std::string_view bound : {"yesterday", "202", "", "2026-13", "11/07/2026"}) {
    const Query query = Query().where("created_at", Operator::kGe, {text(bound)});
    EXPECT_EQ(query.range("created_at"), "- -") << bound;
    EXPECT_FALSE(query.scan().empty);
  }
  EXPECT_EQ(Query().where("created_at", Operator::kLt, {Value(Blob{"2"})}, false).range("created_at"), "- -");
  EXPECT_EQ(Query().where("created_at", Operator::kGt, {Value(2026.0)}, false).range("created_at"), "- -");
  EXPECT_TRUE(Query().where("created_at", Operator::kGt, {Value()}, false).scan().empty);
}

TEST(Narrowing, TimesMeet) {
  Query month;  // LIKE '2026-11%', as SQLite offers it
  month.where("created_at", Operator::kLike, {text("2026-11%")});
  month.where("created_at", Operator::kGe, {text("2026-11")}, true, Collation::kNoCase);
  month.where("created_at", Operator::kLt, {text("2026-12")}, true, Collation::kNoCase);
  EXPECT_EQ(month.plan(),
            "ListLines; of every scenario_id; narrowed by created_at >= ?, created_at < ?; "
            "uses created_at");
  EXPECT_EQ(month.range("created_at"), "2026-10-31 23:59:59 2026-12-01 00:00:01");
  month.where("created_at", Operator::kGt, {text("2026-11-20")});
  EXPECT_EQ(month.range("created_at"), "2026-11-19 23:59:59 2026-12-01 00:00:01");
  EXPECT_FALSE(month.scan().empty);
  month.where("created_at", Operator::kGt, {text("2026-12-01 00:00:01")});
  EXPECT_TRUE(month.scan().empty);
  Query one_second;
  one_second.where("created_at", Operator::kGe, {text("2026-11-07 10:00:00")});
  one_second.where("created_at", Operator::kLe, {text("2026-11-07 10:00:00")});
  EXPECT_FALSE(one_second.scan().empty);
}

bool compares_as(Operator op, const std::string& value, const std::string& bound) {
  switch (op) {
    case Operator::kLt:
      return value < bound;
    case Operator::kLe:
      return value <= bound;
    case Operator::kGt:
      return value > bound;
    case Operator::kGe:
      return value >= bound;
    default:
      return value == bound;
  }
}

// The range holds every instant that matches in text order, even if AWS takes its ends as exclusive.
TEST(Narrowing, NoInstantThatMatchesLiesOutsideItsRange) {
  std::mt19937 random(11);
  const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  constexpr Operator kOperators[] = {Operator::kEq, Operator::kLt, Operator::kLe, Operator::kGt, Operator::kGe};
  constexpr std::string_view kBounds[] = {"2026-02-28",
                                          "2026-02-28 23:59:59",
                                          "2026-02-29",
                                          "2026-02-3",
                                          "2026-02-30 12:00:00",
                                          "2026-02-28T12:00:00",
                                          "2026-02-28T12:00Z",
                                          "2026-02-28T",
                                          "2026-02-28 ",
                                          "2026-03",
                                          "2026-0",
                                          "2026-02-28 12:00:00.500",
                                          "2026-02-28 12:00:00Z",
                                          "2026-02-28 1",
                                          "2026-02-28 12:00:00+02:00",
                                          "2026-03-01 00:00",
                                          "2026-02-28T23:59:59Z",
                                          "2026-"};
  const Seconds origin = text::parse_instant("2026-02-27").value();
  for (int round = 0; round < 200'000; ++round) {
    const Seconds instant = origin + std::chrono::seconds{any(4 * 86400)};
    const std::string bound(kBounds[any(std::size(kBounds))]);
    const Operator op = kOperators[any(std::size(kOperators))];
    if (!compares_as(op, text::time_text(instant), bound)) continue;
    const Range range = narrowed_time(op, bound);
    ASSERT_TRUE(!range.after || *range.after < instant) << text::time_text(instant) << " against " << bound;
    ASSERT_TRUE(!range.before || *range.before > instant) << text::time_text(instant) << " against " << bound;
  }
}

TEST(Cost, CountsParentsAndRewardsWhatIsHandedOver) {
  const BestIndex every = Query().best_index();
  const BestIndex one = Query().where("scenario_id", Operator::kEq, {text("s")}).best_index();
  EXPECT_DOUBLE_EQ(every.cost, 20e6);
  EXPECT_DOUBLE_EQ(one.cost, 1e6);
  EXPECT_LT(one.rows, every.rows);
  const BestIndex narrowed = Query()
                                 .where("scenario_id", Operator::kEq, {text("s")})
                                 .where("service", Operator::kEq, {text("a")})
                                 .best_index();
  EXPECT_DOUBLE_EQ(narrowed.cost, 0.95e6);
  EXPECT_EQ(narrowed.rows, one.rows);
  const BestIndex unusable =
      Query().where("scenario_id", Operator::kEq, {text("s")}, false, Collation::kBinary, false).best_index();
  EXPECT_DOUBLE_EQ(unusable.cost, 20e6);
  EXPECT_FALSE(unusable.no_solution);
}

// service = 'a' OR created_at > '...': the branches are two scans, and must not cost less than one.
TEST(Cost, BranchesThatNarrowAreDearerThanOneScan) {
  const BestIndex a = Query().where("service", Operator::kEq, {text("a")}).best_index();
  const BestIndex b = Query().where("created_at", Operator::kGt, {text("2026-11")}).best_index();
  EXPECT_GT(a.cost + b.cost, Query().best_index().cost);
}

TEST(PlanOfParents, SurvivesItsText) {
  std::mt19937 random(3);
  const auto any = [&](std::size_t below) { return static_cast<int>(random() % below); };
  constexpr Operator kOperators[] = {Operator::kEq, Operator::kIn, Operator::kIs,
                                     Operator::kLt, Operator::kGe, Operator::kLike};
  for (const Table* table : {&kUsageTable, &kLineTable}) {
    for (int round = 0; round < 2000; ++round) {
      Query query(*table);
      for (int i = any(40); i >= 0; --i) {
        query.where(table->columns[any(table->columns.size())].name, kOperators[any(std::size(kOperators))],
                    {text("2026; 'x', y")}, any(2) == 0, static_cast<Collation>(any(3)), any(5) != 0);
      }
      const Plan plan = query.best_index().plan;
      const std::string shown = to_text(*table, plan);
      ASSERT_EQ(from_text(*table, shown), plan) << shown;
    }
  }
}

}  // namespace
}  // namespace awscost::sql
