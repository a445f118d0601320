// Numbers that narrow: which conditions the plan takes, and that the range holds every match.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "query.h"
#include "sql/narrowing.h"

namespace awscost::sql {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr Column kColumns[] = {
    {.name = "id", .wire = "Id", .identity = true, .doc = "Id."},
    {.name = "impact", .type = Type::kReal, .wire = "Impact", .narrows = "/Impact{op,start,end}", .doc = "Impact."},
    {.name = "seats", .type = Type::kBigint, .wire = "Seats", .narrows = "/{least,most}", .doc = "Seats."},
};
constexpr Table kTable{.name = "anomalies", .doc = "Anomalies.", .operation = "GetAnomalies", .columns = kColumns};
static_assert(well_formed(kTable));

// "100 -": from 100 on.
std::string shown(const std::optional<double>& end) {
  return end ? literal(*end) : "-";
}
std::string range_of(const Query& query, std::string_view column) {
  const Range range = query.scan().ranges[find(kTable, column).value()];
  return shown(range.lowest) + " " + shown(range.highest);
}
std::string range(Operator op, const Value& value) {
  return range_of(Query(kTable).where("impact", op, {value}), "impact");
}

TEST(NumbersThatNarrow, AreTakenAndCheckedAgain) {
  Query query(kTable);
  query.where("impact", Operator::kGe, {Value(100.0)}).where("impact", Operator::kLe, {Value(200.0)});
  EXPECT_EQ(query.plan(), "GetAnomalies; narrowed by impact >= ?, impact <= ?; uses impact");
  EXPECT_FALSE(query.best_index().uses[0].omit);
  EXPECT_EQ(from_text(kTable, query.plan()), query.best_index().plan);
  EXPECT_EQ(range_of(query, "impact"), "100 200");
}

TEST(NumbersThatNarrow, AreBoundedInclusively) {
  EXPECT_EQ(range(Operator::kGe, Value(std::int64_t{100})), "100 -");
  EXPECT_EQ(range(Operator::kGt, Value(100.0)), "100 -") << "SQLite drops the rows that are equal";
  EXPECT_EQ(range(Operator::kLt, Value(-1.0)), "- -1");
  EXPECT_EQ(range(Operator::kLe, Value(std::int64_t{0})), "- 0");
  EXPECT_EQ(range(Operator::kEq, Value(std::int64_t{7})), "7 7");
  EXPECT_EQ(range_of(Query(kTable).where("seats", Operator::kGe, {Value(std::int64_t{3})}), "seats"), "3 -");
}

// 0.1 has no binary form: a service that counts in decimals compares with another number.
TEST(NumbersThatNarrow, ThatAreFractionsGoToTheNextOneOutward) {
  const Range from = narrowed_number(Operator::kGe, Value(0.1));
  EXPECT_EQ(from.lowest, std::nextafter(0.1, -kInfinity));
  const Range to = narrowed_number(Operator::kLt, Value(0.1));
  EXPECT_EQ(to.highest, std::nextafter(0.1, kInfinity));
  constexpr std::int64_t kOdd = (std::int64_t{1} << 53) + 1;  // lies between two doubles
  EXPECT_LT(*narrowed_number(Operator::kGe, Value(kOdd)).lowest, 9007199254740993.0L);
  EXPECT_GT(*narrowed_number(Operator::kLe, Value(kOdd)).highest, 9007199254740993.0L);
}

TEST(NumbersThatNarrow, NarrowNothingByOtherThings) {
  for (const Value& value : {text("100"), text(""), Value(Blob{"100"})}) {
    for (const bool literal : {true, false}) {
      Query query(kTable);
      query.where("impact", Operator::kGe, {value}, literal);
      EXPECT_EQ(range_of(query, "impact"), "- -");
      EXPECT_FALSE(query.scan().empty) << "SQLite alone knows how it compares with a number";
    }
  }
  for (const double number : {kInfinity, -kInfinity, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_FALSE(narrowed_number(Operator::kGe, Value(number)).bound());
    EXPECT_FALSE(narrowed_number(Operator::kEq, Value(number)).bound());
  }
  EXPECT_FALSE(narrowed_number(Operator::kLe, Value(std::numeric_limits<double>::max())).bound())
      << "no double is larger";
  EXPECT_FALSE(narrowed_number(Operator::kGe, Value()).bound());
}

TEST(NumbersThatNarrow, LeaveOtherOperatorsToSqlite) {
  Query query(kTable);
  for (const Operator op : {Operator::kIn, Operator::kIs, Operator::kIsNull, Operator::kNe, Operator::kIsNotNull}) {
    query.where("impact", op, {Value(1.0)});
  }
  EXPECT_TRUE(query.best_index().plan.arguments.empty());
}

TEST(NumbersThatNarrow, AskNothingWhereNoneCanMatch) {
  EXPECT_TRUE(Query(kTable).where("impact", Operator::kGe, {Value()}).scan().empty);
  Query query(kTable);
  query.where("impact", Operator::kGt, {Value(5.0)}).where("impact", Operator::kLt, {Value(6.0)});
  EXPECT_FALSE(query.scan().empty);
  query.where("impact", Operator::kLt, {Value(4.0)});
  EXPECT_TRUE(query.scan().empty);
}

bool compares_as(Operator op, long double value, long double bound) {
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

// An 80-bit number holds every double and every 64-bit integer exactly, so it compares them as SQLite does.
TEST(NumbersThatNarrow, HoldEveryMatch) {
  if (std::numeric_limits<long double>::digits < 64) GTEST_SKIP() << "long double is no wider than double here";
  std::mt19937_64 random(7);
  constexpr Operator kOperators[] = {Operator::kEq, Operator::kLt, Operator::kLe, Operator::kGt, Operator::kGe};
  for (int round = 0; round < 200'000; ++round) {
    const int bits = static_cast<int>(random() % 62);
    const auto integer = static_cast<std::int64_t>(random() >> (63 - bits)) * (random() % 2 == 0 ? 1 : -1);
    const double real = static_cast<double>(integer) / 3;
    const bool whole = random() % 2 == 0;
    const Value bound = whole ? Value(integer) : Value(real);
    const long double exact = whole ? static_cast<long double>(integer) : static_cast<long double>(real);
    const long double value = exact + static_cast<long double>(static_cast<int>(random() % 3) - 1);
    const Operator op = kOperators[random() % std::size(kOperators)];
    if (!compares_as(op, value, exact)) continue;
    const Range range = narrowed_number(op, bound);
    ASSERT_TRUE(!range.lowest || *range.lowest <= value) << literal(bound);
    ASSERT_TRUE(!range.highest || *range.highest >= value) << literal(bound);
  }
}

}  // namespace
}  // namespace awscost::sql
