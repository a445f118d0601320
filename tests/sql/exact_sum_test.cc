// awscost_sum: which values it adds, and which it refuses.
#include "sql/exact_sum.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sql/error.h"

namespace awscost::sql {
namespace {

using ::testing::HasSubstr;

Value aggregate(const std::vector<Value>& values) {
  const auto sum = exact_sum().start();
  for (const Value& value : values) sum->step({&value, 1});
  return sum->finish();
}

std::string aggregate_refusal(const Value& value) {
  try {
    aggregate({value});
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ExactSum, SkipsNullsAndIsNullOfNothing) {
  EXPECT_EQ(exact_sum().name, "awscost_sum");
  EXPECT_EQ(aggregate({}), Value());
  EXPECT_EQ(aggregate({Null(), Null()}), Value());
  EXPECT_EQ(aggregate({Null(), std::string("0.10"), Null(), std::int64_t{2}}), Value(std::string("2.1")));
  EXPECT_EQ(aggregate({std::string("0.00")}), Value(std::string("0")));
}

TEST(ExactSum, RefusesWhatIsNotExact) {
  EXPECT_THAT(aggregate_refusal(0.1), HasSubstr("awscost_sum(0.1): a REAL was rounded"));
  EXPECT_THAT(aggregate_refusal(0.1), HasSubstr("_exact"));
  EXPECT_THAT(aggregate_refusal(Blob{"1"}), HasSubstr("a BLOB is no number"));
  EXPECT_THAT(aggregate_refusal(std::string("12 USD")), HasSubstr("'12 USD' is not a decimal number"));
}

}  // namespace
}  // namespace awscost::sql
