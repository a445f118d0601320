// Money in whole millionths, and what the gate lets through.
#include "connectors/asking/spend/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/error.h"

namespace awscost::spend {
namespace {

using ::testing::HasSubstr;

TEST(Money, IsExactAndReadable) {
  EXPECT_EQ(from_dollars(0.01), 10'000);
  EXPECT_EQ(from_dollars(0.07), 70'000);
  EXPECT_EQ(from_dollars(0), 0);
  EXPECT_EQ(to_dollars(10'000), 0.01);
  EXPECT_EQ(dollars_text(0), "0.00");
  EXPECT_EQ(dollars_text(1'000'000), "1.00");
  EXPECT_EQ(dollars_text(1'012'500), "1.0125");
  EXPECT_EQ(dollars_text(1), "0.000001");
  EXPECT_EQ(dollars_text(12'340'100'000), "12340.10");
}

class GateTest : public ::testing::Test {
 protected:
  // Reserves and settles one charged request; what the gate says where it refuses.
  std::string pass() {
    try {
      const MicroDollars reserved = gate_.reserve(call_);
      gate_.settle(reserved, reserved);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "passed";
  }

  Limits limits_{.budget = kDollar, .max_requests = 1000};
  wire::Call call_{.service = "ce", .operation = "GetCostAndUsage", .price_usd = 0.01};
  Gate gate_{[this] { return limits_; }};
};

TEST_F(GateTest, ADollarIsExactlyAHundredRequestsOfACent) {
  for (int i = 1; i <= 100; ++i) ASSERT_EQ(pass(), "passed") << "request " << i;
  call_.page = 101;
  EXPECT_EQ(
      pass(),
      "This connection has spent $1.00 of its budget of $1.00, and ce:GetCostAndUsage (page 101) costs $0.01 more; "
      "it was not sent. To allow it: SELECT awscost_config('budget', '2.00').");
  EXPECT_EQ(gate_.spent(), kDollar);
  limits_.budget = 2 * kDollar;
  EXPECT_EQ(pass(), "passed") << "a raised budget holds at once";
}

TEST_F(GateTest, AnythingIsTooMuchForABudgetOfNothing) {
  limits_.budget = 0;
  EXPECT_THAT(pass(), HasSubstr("has spent $0.00 of its budget of $0.00, and ce:GetCostAndUsage costs $0.01 more"));
  EXPECT_THAT(pass(), HasSubstr("awscost_config('budget', '1.00')"));
}

TEST_F(GateTest, WhatIsReservedIsNotThereForOthers) {
  limits_.budget = 15'000;
  const MicroDollars first = gate_.reserve(call_);
  EXPECT_THAT(pass(), HasSubstr("budget"));
  gate_.settle(first, 0);
  EXPECT_EQ(gate_.spent(), 0);
  EXPECT_EQ(pass(), "passed");
}

TEST_F(GateTest, FreeRequestsPassALoweredBudgetButCount) {
  ASSERT_EQ(pass(), "passed");
  limits_ = {.budget = 0, .max_requests = 2};
  call_.price_usd = 0;
  gate_.statement_began();
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(pass(), "passed");
  EXPECT_THAT(pass(), HasSubstr("has made 2 requests for $0.00"));
}

TEST_F(GateTest, MaxRequestsHoldsForOneStatement) {
  limits_.max_requests = 3;
  gate_.statement_began();
  for (int i = 0; i < 3; ++i) ASSERT_EQ(pass(), "passed");
  EXPECT_EQ(pass(),
            "This statement has made 3 requests for $0.03, which is all that max_requests allows; ce:GetCostAndUsage, "
            "which costs $0.01, was not sent. Ask for fewer periods, keys or values, or allow more: SELECT "
            "awscost_config('max_requests', '100').");
  gate_.statement_ended();
  gate_.statement_began();
  EXPECT_EQ(pass(), "passed");
}

// Several under way at once: what they may cost is part of what the statement made.
TEST_F(GateTest, WhatIsUnderWayBelongsToTheStatement) {
  limits_.max_requests = 2;
  gate_.statement_began();
  gate_.reserve(call_);
  gate_.reserve(call_);
  EXPECT_THAT(pass(), HasSubstr("has made 2 requests for $0.00 and set aside $0.02 for what is asked at the same"));
}

TEST_F(GateTest, MaxRequestsMayForbidAll) {
  limits_.max_requests = 0;
  EXPECT_THAT(pass(), HasSubstr("has made 0 requests"));
}

TEST_F(GateTest, NestedStatementsAreOne) {
  limits_.max_requests = 2;
  EXPECT_EQ(gate_.last_statement_cost(), std::nullopt);
  gate_.statement_began();
  ASSERT_EQ(pass(), "passed");
  gate_.statement_began();
  ASSERT_EQ(pass(), "passed");
  gate_.statement_ended();
  EXPECT_EQ(gate_.last_statement_cost(), std::nullopt) << "the outer one still runs";
  EXPECT_THAT(pass(), HasSubstr("max_requests"));
  gate_.statement_ended();
  EXPECT_EQ(gate_.last_statement_cost(), 20'000);
  gate_.statement_ended();
  EXPECT_EQ(gate_.last_statement_cost(), 20'000) << "an end without a beginning is nothing";
}

TEST_F(GateTest, LastCostIsOfTheStatementBeforeWhileOneRuns) {
  gate_.statement_began();
  ASSERT_EQ(pass(), "passed");
  gate_.statement_ended();
  gate_.statement_began();
  ASSERT_EQ(pass(), "passed");
  ASSERT_EQ(pass(), "passed");
  EXPECT_EQ(gate_.last_statement_cost(), 10'000);
  gate_.statement_ended();
  EXPECT_EQ(gate_.last_statement_cost(), 20'000);
  gate_.statement_began();
  gate_.statement_ended();
  EXPECT_EQ(gate_.last_statement_cost(), 0) << "a statement that sent nothing cost nothing";
}

TEST_F(GateTest, ARequestOutsideOfStatementsIsOneOfItsOwn) {
  limits_.max_requests = 1;
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(gate_.last_statement_cost(), 10'000);
  EXPECT_EQ(gate_.spent(), 20'000);
}

}  // namespace
}  // namespace awscost::spend
