// Limits over all programs that share a file: what counts, what is refused, and what becomes of the dead.
#include "connectors/asking/spend/file_spending.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "connectors/asking/spend/gate.h"
#include "connectors/asking/spend/in_sql.h"
#include "sql/error.h"
#include "tests/asking/kept/connection.h"

namespace awscost::spend {
namespace {

using asking::kDollar;
using asking::MicroDollars;
using kept::Folder;
using std::chrono::days;
using std::chrono::hours;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr MicroDollars kPrice = 10'000;

// One program's gate.
struct Program {
  explicit Program(std::string file, sql::OpenDatabase open = kept::open_database(),
                   kept::Owner owner = kept::new_owner())
      : path(std::move(file)),
        spending({.open = std::move(open),
                  .path = [this] { return path; },
                  .now = [this] { return now; },
                  .real_clock = [this] { return clock; },
                  .owner = std::move(owner)}) {}

  asking::Question question(double price_usd = 0.01) {
    asking::Destination destination = test::destination_to(nobody);
    destination.connector = connector;
    destination.account_id = "111122223333";
    destination.limits = {
        .budget = 100 * kDollar, .max_requests = 1000, .budget_daily = daily, .budget_monthly = monthly};
    return test::question_to(destination, "", price_usd);
  }

  // One charged request. The gate's error; "passed" for success.
  std::string pass(double price_usd = 0.01) {
    const asking::Question asked = question(price_usd);
    try {
      const Reservation reserved = gate.reserve(asked);
      gate.settle(asked, reserved, reserved.price);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "passed";
  }

  std::string path;
  test::Nobody nobody;
  std::string connector = "aws";
  std::optional<MicroDollars> daily;
  std::optional<MicroDollars> monthly;
  text::Seconds now = *text::parse_instant("2026-11-30 23:00:00");
  text::Seconds clock = now;
  FileSpending spending;
  Gate gate{nullptr, &spending};
};

class FileSpendingTest : public testing::Test {
 protected:
  Folder folder_;
  std::string path_ = folder_.file();
  Program one_{path_};
  Program other_{path_};
};

TEST_F(FileSpendingTest, ADaysLimitHoldsForAllPrograms) {
  one_.daily = other_.daily = 3 * kPrice;
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_EQ(other_.pass(), "passed");
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_EQ(other_.pass(),
            "The programs that share " + path_ +
                " have spent $0.03 in 2026-11-30 (UTC), and budget_daily is $0.03; ce:GetCostAndUsage, which costs "
                "$0.01, was not sent. To allow it on this connection: SELECT awscost_config('budget_daily', '1.00').");
  EXPECT_EQ(one_.gate.spent(), 2 * kPrice);
  other_.daily = kDollar;
  EXPECT_EQ(other_.pass(), "passed") << "the sentence's cure";
}

TEST_F(FileSpendingTest, TheNextDayBeginsAnewAndTheMonthGoesOn) {
  one_.daily = kPrice;
  one_.monthly = 2 * kPrice;
  one_.now -= days(1);
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_THAT(one_.pass(), HasSubstr("budget_daily"));
  one_.now += days(1);
  EXPECT_EQ(one_.pass(), "passed");
  one_.daily.reset();
  EXPECT_THAT(one_.pass(), AllOf(HasSubstr("in 2026-11 (UTC)"), HasSubstr("budget_monthly is $0.02"),
                                 HasSubstr("awscost_config('budget_monthly', '1.00')")));
  one_.now += hours(1);  // the 1st of December
  EXPECT_EQ(one_.pass(), "passed");
}

TEST_F(FileSpendingTest, WhatIsUnderWayIsSetAside) {
  one_.daily = other_.daily = 2 * kPrice;
  const asking::Question under_way = one_.question();
  const Reservation reserved = one_.gate.reserve(under_way);
  EXPECT_EQ(other_.pass(), "passed");
  EXPECT_THAT(other_.pass(), HasSubstr("and set aside $0.01 for requests under way"));
  one_.gate.settle(under_way, reserved, 0);
  EXPECT_EQ(other_.pass(), "passed") << "it was not charged";
}

TEST_F(FileSpendingTest, FreeRequestsAreCountedAndNeverRefused) {
  one_.daily = 0;
  EXPECT_EQ(one_.pass(0), "passed");
  EXPECT_THAT(one_.pass(), HasSubstr("budget_daily"));
  const auto listed = other_.spending.list();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].requests, 1);
  EXPECT_EQ(listed[0].charge, 0);
}

TEST_F(FileSpendingTest, TheSandboxIsNobodysMoney) {
  one_.connector = "sandbox";
  one_.daily = 0;
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_THAT(other_.spending.list(), IsEmpty());
}

TEST_F(FileSpendingTest, DaysOperationsAndAccountsAreListed) {
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_EQ(one_.pass(), "passed");
  one_.now += hours(2);
  EXPECT_EQ(one_.pass(0.02), "passed");
  const asking::Question unsent = one_.question();
  one_.gate.settle(unsent, one_.gate.reserve(unsent), 0, false);
  const auto listed = other_.spending.list();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].day, "2026-11-30");
  EXPECT_EQ(listed[0].service, "ce");
  EXPECT_EQ(listed[0].operation, "GetCostAndUsage");
  EXPECT_EQ(listed[0].account_id, "111122223333");
  EXPECT_EQ(listed[0].requests, 2);
  EXPECT_EQ(listed[0].charge, 2 * kPrice);
  EXPECT_EQ(listed[1].day, "2026-12-01");
  EXPECT_EQ(listed[1].requests, 1) << "what was not sent is no request";
  EXPECT_EQ(listed[1].charge, 2 * kPrice);
}

// AWS may have charged what a killed program had under way.
TEST_F(FileSpendingTest, WhatTheDeadHadSetAsideIsSpent) {
  const pid_t child = fork();
  if (child == 0) {
    Program killed(path_);
    killed.daily = kDollar;
    killed.gate.reserve(killed.question());
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  one_.daily = 2 * kPrice;
  EXPECT_EQ(one_.pass(), "passed");
  EXPECT_THAT(one_.pass(), HasSubstr("have spent $0.02"));
  EXPECT_EQ(one_.spending.list()[0].requests, 2);
}

// One on another machine is taken for dead after an hour; when it settles after all, its charge is set right.
TEST_F(FileSpendingTest, AChargeIsCountedOnce) {
  Program far(path_, kept::open_database(), {.name = "far", .host = "elsewhere", .pid = 1});
  const asking::Question slow = far.question();
  const Reservation reserved = far.gate.reserve(slow);
  EXPECT_THAT(one_.spending.list(), IsEmpty());
  one_.clock += hours(1);
  EXPECT_EQ(one_.spending.list()[0].charge, kPrice);
  far.gate.settle(slow, reserved, 0, false);
  EXPECT_EQ(one_.spending.list()[0].charge, 0);
  EXPECT_EQ(one_.spending.list()[0].requests, 0);
}

TEST_F(FileSpendingTest, ACloserLookAtWhatWasNeverSettled) {
  {
    Program closed(path_);
    closed.gate.reserve(closed.question());
  }
  EXPECT_EQ(one_.spending.list()[0].charge, kPrice) << "of a connection that closed in between";
}

TEST_F(FileSpendingTest, WithoutAFileALimitRefuses) {
  Program alone("");
  EXPECT_EQ(alone.pass(), "passed");
  alone.monthly = kDollar;
  EXPECT_EQ(alone.pass(),
            "budget_monthly cannot be held, because there is no file to count in: cache_path is not set. "
            "ce:GetCostAndUsage, which costs $0.01, was not sent. To ask without that limit: SELECT "
            "awscost_config('budget_monthly', '').");
  EXPECT_EQ(alone.pass(0), "passed");
}

TEST_F(FileSpendingTest, AFileThatCannotBeUsedRefusesOnlyWhereThereIsALimit) {
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(one_.pass(), "passed");
  one_.daily = kDollar;
  EXPECT_THAT(one_.pass(), AllOf(HasSubstr("budget_daily cannot be held, because cache_path: " + path_),
                                 HasSubstr("was not sent"), HasSubstr("awscost_config('budget_daily', '')")));
  EXPECT_EQ(one_.gate.spent(), kPrice);
  EXPECT_THROW(one_.spending.list(), sql::Error);
}

TEST_F(FileSpendingTest, AnotherFileIsAnotherSum) {
  one_.daily = 2 * kPrice;
  const asking::Question under_way = one_.question();
  const Reservation reserved = one_.gate.reserve(under_way);
  one_.path = folder_.file("other.db");
  EXPECT_EQ(one_.pass(), "passed");
  one_.gate.settle(under_way, reserved, kPrice);
  EXPECT_EQ(one_.spending.list()[0].charge, kPrice);
  EXPECT_EQ(other_.spending.list()[0].charge, kPrice) << "what was under way when the file changed";
}

// A budget of the process that refuses gives back what was set aside in the file.
TEST_F(FileSpendingTest, WhatAnotherBudgetRefusesIsGivenBack) {
  const auto process = std::make_shared<ProcessSpending>();
  Gate gate(process, &one_.spending);
  asking::Question question = one_.question();
  auto destination = std::make_shared<asking::Destination>(*question.destination);
  destination->limits.budget = kPrice;
  question.destination = destination;
  gate.settle(question, gate.reserve(question), kPrice);
  Gate second(process, &one_.spending);
  EXPECT_THROW(second.reserve(question), sql::Error);
  EXPECT_EQ(kept::number_in(path_, "SELECT count(*) FROM reservations"), 0);
  EXPECT_EQ(one_.spending.list()[0].requests, 1);
}

// Two programs of four threads each spend until they are refused: together exactly the limit.
TEST_F(FileSpendingTest, ProgramsAtOnceKeepTheLimit) {
  constexpr int kAllowed = 30;
  const auto spend_all = [&] {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        Program program(path_);
        program.daily = kAllowed * kPrice;
        while (program.pass() == "passed") {
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  };
  const pid_t child = fork();
  if (child == 0) {
    spend_all();
    _exit(0);
  }
  spend_all();
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  const auto listed = one_.spending.list();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].charge, kAllowed * kPrice);
  EXPECT_EQ(listed[0].requests, kAllowed);
}

}  // namespace
}  // namespace awscost::spend
