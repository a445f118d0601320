// Money in whole millionths, and what the gate lets through.
#include "connectors/asking/spend/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::spend {
namespace {

using asking::dollars_text;
using asking::from_dollars;
using asking::kDollar;
using asking::MicroDollars;
using asking::to_dollars;
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
  // Reserves and settles one charged request. Returns the gate's error; empty for success.
  std::string pass() {
    const asking::Question asked = question();
    try {
      const Reservation reserved = gate_.reserve(asked);
      gate_.settle(asked, reserved, reserved.price);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "passed";
  }

  asking::Question question() {
    asking::Destination destination = test::destination_to(nobody_);
    destination.limits = limits_;
    asking::Question question = test::question_to(destination, "", price_usd_);
    question.page = page_;
    question.tally = tally_;
    return question;
  }

  test::Nobody nobody_;
  asking::Limits limits_{.budget = kDollar, .max_requests = 1000};
  double price_usd_ = 0.01;
  int page_ = 1;
  asking::Tally statement_;
  asking::Tally next_statement_;
  asking::Tally* tally_ = &statement_;
  Gate gate_;
};

TEST_F(GateTest, ADollarIsExactlyAHundredRequestsOfACent) {
  for (int i = 1; i <= 100; ++i) ASSERT_EQ(pass(), "passed") << "request " << i;
  page_ = 101;
  EXPECT_EQ(
      pass(),
      "This connection has spent $1.00 of its budget of $1.00, and ce:GetCostAndUsage (page 101) costs $0.01 more; "
      "it was not sent. To allow it: SELECT awscost_config('budget', '2.00').");
  EXPECT_EQ(gate_.spent(), kDollar);
  limits_.budget = 2 * kDollar;
  EXPECT_EQ(pass(), "passed") << "a raised budget holds for the next scan";
}

TEST_F(GateTest, AnythingIsTooMuchForABudgetOfNothing) {
  limits_.budget = 0;
  EXPECT_THAT(pass(), HasSubstr("has spent $0.00 of its budget of $0.00, and ce:GetCostAndUsage costs $0.01 more"));
  EXPECT_THAT(pass(), HasSubstr("awscost_config('budget', '1.00')"));
}

TEST_F(GateTest, WhatIsReservedIsNotThereForOthers) {
  limits_.budget = 15'000;
  const asking::Question under_way = question();
  const Reservation first = gate_.reserve(under_way);
  EXPECT_THAT(pass(), HasSubstr("budget"));
  gate_.settle(under_way, first, 0);
  EXPECT_EQ(gate_.spent(), 0);
  EXPECT_EQ(pass(), "passed");
}

TEST_F(GateTest, FreeRequestsPassALoweredBudgetButCount) {
  ASSERT_EQ(pass(), "passed");
  limits_ = {.budget = 0, .max_requests = 2};
  price_usd_ = 0;
  tally_ = &next_statement_;
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(pass(), "passed");
  EXPECT_THAT(pass(), HasSubstr("has made 2 requests for $0.00"));
}

TEST_F(GateTest, MaxRequestsHoldsForOneStatement) {
  limits_.max_requests = 3;
  for (int i = 0; i < 3; ++i) ASSERT_EQ(pass(), "passed");
  EXPECT_EQ(pass(),
            "This statement has made 3 requests for $0.03, the most that max_requests allows; ce:GetCostAndUsage, "
            "which costs $0.01, was not sent. Ask for fewer periods, keys or values, or allow more: SELECT "
            "awscost_config('max_requests', '100').");
  tally_ = &next_statement_;
  EXPECT_EQ(pass(), "passed");
}

// Requests under way count with their prices.
TEST_F(GateTest, WhatIsUnderWayBelongsToTheStatement) {
  limits_.max_requests = 2;
  gate_.reserve(question());
  gate_.reserve(question());
  EXPECT_THAT(pass(), HasSubstr("has made 2 requests for $0.00 and set aside $0.02 for requests under way"));
}

TEST_F(GateTest, MaxRequestsMayForbidAll) {
  limits_.max_requests = 0;
  EXPECT_THAT(pass(), HasSubstr("has made 0 requests"));
}

// A statement that the host left unfinished, and a running one.
TEST_F(GateTest, StatementsUnderWayAtOnceShareTheBudgetAndNotTheRequests) {
  limits_ = {.budget = 30'000, .max_requests = 2};
  ASSERT_EQ(pass(), "passed");
  tally_ = &next_statement_;
  ASSERT_EQ(pass(), "passed");
  ASSERT_EQ(pass(), "passed");
  EXPECT_THAT(pass(), HasSubstr("budget of $0.03"));
  limits_.budget = kDollar;
  EXPECT_THAT(pass(), HasSubstr("has made 2 requests for $0.02"));
  tally_ = &statement_;
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(gate_.spent(), 40'000);
}

TEST_F(GateTest, TheTallyHasTheChargesOfItsStatement) {
  ASSERT_EQ(pass(), "passed");
  tally_ = &next_statement_;
  ASSERT_EQ(pass(), "passed");
  ASSERT_EQ(pass(), "passed");
  EXPECT_EQ(statement_.cost, 10'000);
  EXPECT_EQ(next_statement_.cost, 20'000);
  EXPECT_EQ(next_statement_.requests, 2);
  const asking::Question given_back = question();
  gate_.settle(given_back, gate_.reserve(given_back), 0);
  EXPECT_EQ(next_statement_.requests, 3) << "it was sent";
  EXPECT_EQ(next_statement_.cost, 20'000) << "it was not charged";
}

TEST_F(GateTest, ARequestOutsideOfStatementsIsOneOfItsOwn) {
  limits_.max_requests = 1;
  tally_ = nullptr;
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(pass(), "passed");
  EXPECT_EQ(gate_.spent(), 20'000);
}

}  // namespace
}  // namespace awscost::spend
