// sqlite3_interrupt() while a fault keeps a query waiting: the query ends within 200 ms with SQLITE_INTERRUPT, wherever
// it waits, and the connection stays usable.
//
// How: another thread waits until the server has seen a stage of a request, then interrupts. Every script of faults
// ends, so the same query on the same connection then finds a server without faults.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "database.h"
#include "faulty_server.h"
#include "question.h"

namespace awscost {
namespace {

using sandbox::Stage;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kPromise{200};
// A loaded machine may suspend the test for longer than that, but not every time.
constexpr int kTries = 3;

struct Case {
  const char* name;
  const char* faults;
  const Question& question;
  Stage stage;
  std::uint64_t request;
  std::size_t pages = 0;  // with rows before the interrupt
  int times = 1;
};

const Case kCases[] = {
    {"no answer, as soon as it is asked", "stall", kCost, Stage::kAsked, 1},
    {"no answer to page 2", "page-2:stall", kUsage, Stage::kAsked, 2, 1},
    {"no answer to page 3", "page-3:stall", kLines, Stage::kAsked, 3, 2},
    {"silence in the body", "stall-in-body", kCost, Stage::kAnswering, 1},
    {"silence in the body of page 2", "page-2:stall-in-body", kUsage, Stage::kAnswering, 2, 1},
    {"the first bytes of a trickle", "trickle=20s", kCost, Stage::kAnswering, 1},
    {"the tenth bytes of a trickle", "trickle=20s", kCost, Stage::kAnswering, 1, 0, 10},
    {"a trickle of page 2", "page-2:trickle=20s", kUsage, Stage::kAnswering, 2, 1, 3},
    {"throttled, before the pause", "throttle=20s", kCost, Stage::kAsked, 1},
    {"throttled, in the pause", "throttle=20s", kUsage, Stage::kAnswered, 1},
    {"throttled at page 2, in the pause", "page-2:throttle=20s", kLines, Stage::kAnswered, 2, 1},
    {"throttled again and again", "throttle*4", kUsage, Stage::kAnswered, 2},
    {"three plans at once without an answer", "2:stall*3", kEveryPlan, Stage::kAsked, 4},
    {"three plans at once throttled", "2:throttle=20s*3", kEveryPlan, Stage::kAnswered, 8},
    {"503, in the pause it asks for", "503=20s", kCost, Stage::kAnswered, 1},
    {"503 at page 3, in the pause", "page-3:503=20s", kUsage, Stage::kAnswered, 3, 2},
};

void PrintTo(const Case& line, std::ostream* out) {
  *out << "faults '" << line.faults << "', question '" << line.question.name << "'";
}

struct Interrupted {
  int code = SQLITE_OK;
  std::size_t rows = 0;
  bool right_so_far = true;
  Clock::duration took{};
};

Interrupted interrupt(golden::Database& database, const FaultyServer& server, const Case& line) {
  Clock::time_point told;
  bool seen = false;
  std::thread user([&] {
    seen = server.wait_for(line.stage, line.request, line.times);
    told = Clock::now();
    sqlite3_interrupt(database.handle());
  });
  Reading reading(database.handle(), line.question.sql);
  reading.finish();
  const Clock::time_point ended = Clock::now();
  user.join();
  EXPECT_TRUE(seen) << "the server never came so far";
  const auto& right = right_answer(line.question).rows;
  const bool prefix =
      reading.rows().size() <= right.size() && std::equal(reading.rows().begin(), reading.rows().end(), right.begin());
  return {reading.code(), reading.rows().size(), prefix, ended - told};
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  return as_test_name(info.param.name);
}

void expect_well(golden::Database& database, const Question& question) {
  Reading again(database.handle(), question.sql);
  again.finish();
  EXPECT_EQ(again.error(), "");
  EXPECT_EQ(again.rows(), right_answer(question).rows);
}

void report(const Case& line, Clock::duration took) {
  constexpr std::size_t kWidth = 50;
  std::string name = std::string("interrupt: ") + line.name + " ";
  name.resize(std::max(name.size(), kWidth), '.');
  std::printf("%s after %d ms\n", name.c_str(),
              static_cast<int>(std::chrono::duration_cast<milliseconds>(took).count()));
}

class Interrupts : public testing::TestWithParam<Case> {};

TEST_P(Interrupts, EndTheWait) {
  const Case& line = GetParam();
  right_answer(line.question);
  Clock::duration took{};
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const FaultyServer server(line.faults);
    point_at(server);
    setenv("AWS_MAX_ATTEMPTS", "10", 1);
    golden::Database database(kExtension);
    const Interrupted outcome = interrupt(database, server, line);
    took = outcome.took;
    ASSERT_EQ(outcome.code, SQLITE_INTERRUPT);
    ASSERT_TRUE(outcome.right_so_far);
    ASSERT_EQ(outcome.rows, right_answer(line.question).page_ends.at(line.pages));
    expect_well(database, line.question);
    if (took < kPromise) break;
  }
  EXPECT_LT(took, kPromise);
  report(line, took);
}

INSTANTIATE_TEST_SUITE_P(Each, Interrupts, testing::ValuesIn(kCases), test_name);

// Between two pages no request is under way: the next step sees the interrupt, and no further page is paid.
TEST(InterruptsBetweenPages, AskForNothingMore) {
  const RightAnswer& right = right_answer(kCost);
  const FaultyServer server;
  point_at(server);
  golden::Database database(kExtension);
  Reading reading(database.handle(), kCost.sql);
  for (std::size_t row = 0; row < right.page_ends[1]; ++row) ASSERT_TRUE(reading.step()) << reading.error();
  std::thread user([&] { sqlite3_interrupt(database.handle()); });
  user.join();
  const Clock::time_point told = Clock::now();
  EXPECT_FALSE(reading.step());
  const auto took = Clock::now() - told;
  EXPECT_EQ(reading.code(), SQLITE_INTERRUPT);
  EXPECT_LT(took, kPromise);
  EXPECT_EQ(reading.rows().size(), right.page_ends[1]);
  reading.end();
  EXPECT_EQ(server.requests(), 1U);
  EXPECT_EQ(database.run("SELECT printf('%.2f', awscost_last_cost())").rows, "0.01");
  expect_well(database, kCost);
  std::printf("interrupt: between pages ......................... after %d ms\n",
              static_cast<int>(std::chrono::duration_cast<milliseconds>(took).count()));
}

}  // namespace
}  // namespace awscost
