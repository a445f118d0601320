// When requests may be sent, by a clock that moves only during a sleep.
#include "connectors/asking/dispatch/pace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace awscost::dispatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Le;

class PaceTest : public ::testing::Test {
 protected:
  Clock clock() {
    return {.now = [this] { return steady_clock::time_point(nanoseconds(now_.load())); },
            .sleep = [this](nanoseconds time) { sleep(time); }};
  }

  void sleep(nanoseconds time) {
    const std::lock_guard lock(mutex_);
    slept_.push_back(time);
    now_ += time.count();
  }

  int now() const { return static_cast<int>(std::chrono::duration_cast<milliseconds>(nanoseconds(now_)).count()); }

  // The milliseconds at which `count` requests are sent that all start together.
  std::vector<int> leave(Pace& pace, std::string_view service, int count, const std::string& account = "one") {
    std::vector<int> times;
    for (int i = 0; i < count; ++i) {
      pace.take(service, account, {});
      times.push_back(now());
    }
    return times;
  }

  std::mutex mutex_;
  std::vector<nanoseconds> slept_;
  std::atomic<std::int64_t> now_ = 0;
};

TEST_F(PaceTest, ApiGatewayGetsTenAtOnceThenTenASecond) {
  Pace pace(kAwsRates, clock());
  EXPECT_THAT(leave(pace, "apigateway", 30),
              ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200,
                          1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000));
  EXPECT_THAT(slept_, Each(Le(nanoseconds(100ms)))) << "an interrupt is looked for in between";
}

TEST_F(PaceTest, CostExplorerGetsTwentyAtOnce) {
  Pace pace(kAwsRates, clock());
  const std::vector<int> times = leave(pace, "ce", 22);
  EXPECT_EQ(times[19], 0);
  EXPECT_EQ(times[20], 100);
  EXPECT_EQ(times[21], 200);
}

// The limit is an account's: 64 profiles of 64 accounts need not wait for each other.
TEST_F(PaceTest, EachAccountHasItsOwn) {
  Pace pace(kAwsRates, clock());
  for (int account = 0; account < 64; ++account) {
    EXPECT_THAT(leave(pace, "ce", 20, std::to_string(account)), Each(0)) << account;
  }
  EXPECT_THAT(leave(pace, "ce", 1, "7"), ElementsAre(100));
  EXPECT_THAT(leave(pace, "ce", 1, "64"), ElementsAre(100)) << "a new one waits for nobody";
}

TEST_F(PaceTest, AnAccountsBucketFillsUpAgain) {
  Pace pace(kAwsRates, clock());
  leave(pace, "ce", 20);
  sleep(2s);
  EXPECT_THAT(leave(pace, "ce", 20), Each(2000));
  EXPECT_THAT(leave(pace, "ce", 1), ElementsAre(2100));
}

TEST_F(PaceTest, WhatIsNotListedIsNotPaced) {
  Pace pace(kAwsRates, clock());
  EXPECT_THAT(leave(pace, "sts", 1000), Each(0));
}

TEST_F(PaceTest, ServicesDoNotWaitForEachOther) {
  Pace pace(kAwsRates, clock());
  leave(pace, "apigateway", 10);
  EXPECT_THAT(leave(pace, "ce", 20), Each(0));
}

TEST_F(PaceTest, ARestFillsTheBucketAgainButNotBeyondItsBurst) {
  constexpr std::array kRates = {Rate{.service = "s", .per_second = 4, .burst = 3}};
  Pace pace(kRates, clock());
  EXPECT_THAT(leave(pace, "s", 4), ElementsAre(0, 0, 0, 250));
  now_ += nanoseconds(500ms).count();  // two tokens
  EXPECT_THAT(leave(pace, "s", 3), ElementsAre(750, 750, 1000));
  now_ += nanoseconds(1h).count();
  EXPECT_THAT(leave(pace, "s", 4), ElementsAre(3601000, 3601000, 3601000, 3601250));
}

TEST_F(PaceTest, AnInterruptEndsTheWaitAndTakesNoToken) {
  Pace pace(kAwsRates, clock());
  leave(pace, "apigateway", 10);
  int asked = 0;
  try {
    pace.take("apigateway", "one", [&] { return ++asked == 2; });
    ADD_FAILURE() << "it took a token";
  } catch (const sql::InterruptError& error) {
    EXPECT_FALSE(error.maybe_charged());
  }
  EXPECT_LT(now(), 100);
  EXPECT_THAT(leave(pace, "apigateway", 1), ElementsAre(100)) << "the token that was waited for is still there";
}

// One throttled request says that the account's limit is lower, or that others use it.
TEST_F(PaceTest, ThrottlingHalvesThePaceAndEndsTheBurst) {
  Pace pace(kAwsRates, clock());
  leave(pace, "ce", 3);
  pace.slow_down("ce", "one");
  EXPECT_THAT(leave(pace, "ce", 4), ElementsAre(200, 400, 600, 800));
  EXPECT_THAT(leave(pace, "ce", 1, "two"), ElementsAre(800)) << "another account goes on";
  EXPECT_THAT(leave(pace, "apigateway", 1), ElementsAre(800)) << "another service goes on";
  sleep(400ms);
  pace.slow_down("ce", "one");
  EXPECT_THAT(leave(pace, "ce", 3), ElementsAre(1600, 2000, 2400));
}

TEST_F(PaceTest, RequestsThatWereThrottledTogetherCountOnce) {
  Pace pace(kAwsRates, clock());
  for (int i = 0; i < 8; ++i) pace.slow_down("ce", "one");
  EXPECT_THAT(leave(pace, "ce", 2), ElementsAre(200, 400));
}

TEST_F(PaceTest, EachTenSecondsWithoutThrottlingDoubleThePaceUntilItIsTheUsual) {
  Pace pace(kAwsRates, clock());
  pace.slow_down("ce", "one");
  sleep(1s);
  pace.slow_down("ce", "one");
  EXPECT_THAT(leave(pace, "ce", 2), ElementsAre(1400, 1800));
  now_ = nanoseconds(11s).count();
  EXPECT_THAT(leave(pace, "ce", 3), ElementsAre(11000, 11200, 11400));
  now_ = nanoseconds(21s).count();
  EXPECT_THAT(leave(pace, "ce", 20), Each(21000)) << "the burst, too";
  EXPECT_THAT(leave(pace, "ce", 2), ElementsAre(21100, 21200));
}

TEST_F(PaceTest, NoAccountWaitsLongerThanFourSeconds) {
  Pace pace(kAwsRates, clock());
  for (int i = 0; i < 20; ++i) {
    pace.slow_down("ce", "one");
    sleep(1s);
  }
  const int before = now();
  const std::vector<int> times = leave(pace, "ce", 2);
  EXPECT_LE(times[0] - before, 4000);
  EXPECT_EQ(times[1] - times[0], 3200) << "a tenth of a second, halved five times";
}

// With any number of threads, no more requests are sent than the burst and the tokens since.
TEST_F(PaceTest, HoldsForSeveralThreads) {
  Pace pace(kAwsRates, clock());
  std::mutex mutex;
  std::vector<int> times;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 25; ++j) {
        pace.take("apigateway", "one", {});
        const std::lock_guard lock(mutex);
        times.push_back(now());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(times.begin(), times.end());
  ASSERT_EQ(times.size(), 200U);
  // The clock is read after the token was taken, so a time may be late but never early.
  for (int i = 10; i < 200; ++i) EXPECT_GE(times[i], (i - 9) * 100) << "request " << i;
}

TEST_F(PaceTest, AnInterruptTakesNoToken) {
  Pace pace(kAwsRates, clock());
  for (int i = 0; i < 12; ++i) pace.take("apigateway", "one", {});
  EXPECT_EQ(now(), 200);
  EXPECT_THROW(pace.take("apigateway", "one", [] { return true; }), sql::InterruptError);
  pace.take("apigateway", "one", {});
  EXPECT_EQ(now(), 300);
}

}  // namespace
}  // namespace awscost::dispatch
