// A budget holds for all connections of a process at one account. The process here is the test's own.
#include "connectors/asking/spend/process_spending.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "connectors/asking/spend/gate.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::spend {
namespace {

using asking::kDollar;
using asking::MicroDollars;
using ::testing::AllOf;
using ::testing::HasSubstr;

class ProcessSpendingTest : public ::testing::Test {
 protected:
  asking::Question question(MicroDollars budget = kDollar) {
    asking::Destination destination = test::destination_to(nobody_);
    destination.connector = connector_;
    destination.endpoint = endpoint_;
    destination.account_id = account_;
    destination.key = key_;
    destination.limits = {.budget = budget, .max_requests = 10'000};
    return test::question_to(destination, "");
  }

  // One charged request of a connection. Returns the gate's error; empty for success.
  std::string ask(Gate& gate, MicroDollars budget = kDollar) {
    const asking::Question asked = question(budget);
    try {
      const Reservation reserved = gate.reserve(asked);
      gate.settle(asked, reserved, reserved.price);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "";
  }

  // How many requests of a cent pass before the gate refuses.
  int requests(Gate& gate, MicroDollars budget = kDollar) {
    int passed = 0;
    while (ask(gate, budget).empty()) ++passed;
    return passed;
  }

  test::Nobody nobody_;
  std::string connector_ = "aws";
  std::string endpoint_ = "https://ce.us-east-1.amazonaws.com";
  std::string account_ = "111122223333";
  std::string key_ = "key";
  std::shared_ptr<ProcessSpending> process_ = std::make_shared<ProcessSpending>();
};

TEST_F(ProcessSpendingTest, FiveConnectionsSpendTheBudgetOnce) {
  int passed = 0;
  for (int connection = 0; connection < 5; ++connection) {
    Gate gate(process_);  // closed at the end of its turn: what it spent stays spent
    for (int i = 0; i < 30; ++i) passed += ask(gate).empty() ? 1 : 0;
  }
  EXPECT_EQ(passed, 100);
  Gate another(process_);
  EXPECT_EQ(
      ask(another),
      "All connections of this process together have spent $1.00 of account 111122223333, and the budget is $1.00; "
      "ce:GetCostAndUsage, which costs $0.01, was not sent. To allow it on this connection: SELECT "
      "awscost_config('budget', '2.00').");
  EXPECT_EQ(another.spent(), 0);
}

TEST_F(ProcessSpendingTest, ARaisedBudgetLetsItsConnectionGoOn) {
  Gate one(process_);
  Gate other(process_);
  EXPECT_EQ(requests(one), 100);
  EXPECT_EQ(requests(other, 2 * kDollar), 100) << "of two dollars, one is spent";
  EXPECT_EQ(requests(one, kDollar), 0);
  EXPECT_EQ(requests(one, 3 * kDollar), 100);
  EXPECT_EQ(requests(other, 0), 0) << "a lowered one holds at once";
}

TEST_F(ProcessSpendingTest, AccountsAndEndpointsAreApartProfilesAreNot) {
  Gate gate(process_);
  EXPECT_EQ(requests(gate), 100);
  key_ = "another profile of the account";
  Gate second(process_);
  EXPECT_EQ(requests(second), 0);
  account_ = "444455556666";
  EXPECT_EQ(requests(second), 100);
  account_.clear();
  Gate third(process_);
  EXPECT_EQ(requests(third), 100) << "of an unknown account, the principal counts";
  endpoint_ = "http://127.0.0.1:4566";
  Gate fourth(process_);
  EXPECT_EQ(requests(fourth), 100);
}

TEST_F(ProcessSpendingTest, WhatIsUnderWayIsNotThereForOtherConnections) {
  Gate one(process_);
  Gate other(process_);
  const asking::Question under_way = question(15'000);
  const Reservation reserved = one.reserve(under_way);
  EXPECT_THAT(ask(other, 15'000),
              AllOf(HasSubstr("have spent $0.00 of account"), HasSubstr("set aside $0.01 for requests")));
  one.settle(under_way, reserved, 0);
  EXPECT_EQ(ask(other, 15'000), "");
}

TEST_F(ProcessSpendingTest, TheSandboxCostsNobodyAnything) {
  connector_ = "sandbox";
  for (int connection = 0; connection < 3; ++connection) {
    Gate gate(process_);
    EXPECT_EQ(requests(gate), 100);
  }
}

TEST_F(ProcessSpendingTest, ThreadsTogetherSpendExactlyTheBudget) {
  std::atomic<int> passed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Gate gate(process_);
      passed += requests(gate);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(passed, 100);
}

}  // namespace
}  // namespace awscost::spend
