// Bars and sparklines: their lengths, and what numbers at the edges do.
#include "sql/pictures.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "sql/error.h"

namespace awscost::sql {
namespace {

constexpr double kHuge = std::numeric_limits<double>::max();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

Value line(const std::vector<Value>& values) {
  const auto drawn = sparkline().start();
  for (const Value& value : values) drawn->step({&value, 1});
  return drawn->finish();
}

Value drawn(std::vector<Value> arguments) {
  return bar_function().call(arguments);
}

TEST(Pictures, ABarIsAsLongAsItsShare) {
  EXPECT_EQ(bar(100, 100, 4), "████");
  EXPECT_EQ(bar(50, 100, 4), "██");
  EXPECT_EQ(bar(62.5, 100, 4), "██▌");
  EXPECT_EQ(bar(250, 100, 4), "████") << "no longer than the width";
  EXPECT_EQ(bar(0.0001, 100, 4), "▏") << "something is not nothing";
  EXPECT_EQ(bar(0, 100, 4), "");
  EXPECT_EQ(bar(-5, 100, 4), "");
  EXPECT_EQ(bar(5, 0, 4), "");
  EXPECT_EQ(bar(kInfinite, 100, 2), "██");
  EXPECT_EQ(bar(kHuge, kHuge / 2, 2), "██");
  EXPECT_EQ(bar(std::numeric_limits<double>::quiet_NaN(), 1, 2), "");
}

TEST(Pictures, ABarTakesWhatSqliteHas) {
  EXPECT_EQ(drawn({std::int64_t{1}, std::int64_t{2}, std::int64_t{2}}), Value(std::string("█")));
  EXPECT_EQ(drawn({2.0, std::int64_t{2}}), Value(bar(1, 1, 20)));
  EXPECT_EQ(drawn({Null(), 1.0}), Value());
  EXPECT_EQ(drawn({1.0, Null()}), Value());
  EXPECT_THROW(drawn({std::string("1.5"), 1.0}), Error);
  for (const Value& width : {Value(std::int64_t{0}), Value(std::int64_t{1001}), Value(2.5), Value()}) {
    EXPECT_THROW(drawn({1.0, 1.0, width}), Error) << literal(width);
  }
}

TEST(Pictures, ASparklineHasACharacterForEachRow) {
  EXPECT_EQ(line({0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}), Value(std::string("▁▂▃▄▅▆▇█")));
  EXPECT_EQ(line({std::int64_t{5}, Null(), std::int64_t{9}}), Value(std::string("▁ █")));
  EXPECT_EQ(line({3.0, 3.0}), Value(std::string("▄▄"))) << "no difference is the middle";
  EXPECT_EQ(line({-kHuge, 0.0, kHuge}), Value(std::string("▁▅█")));
  EXPECT_EQ(line({Null(), Null()}), Value());
  EXPECT_EQ(line({}), Value());
  EXPECT_THROW(line({std::string("1")}), Error);
  EXPECT_THROW(line(std::vector<Value>(10'001, Value(1.0))), Error);
}

}  // namespace
}  // namespace awscost::sql
