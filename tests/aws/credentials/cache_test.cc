// What is kept, how long, and who fetches when several want it at once.
#include "connectors/aws/credentials/cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "connectors/wire/call.h"
#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct KeptTest : testing::Test {
  MadeUpWorld made_up;
  World world = made_up.world();
  MadeUpAsking asking{made_up};
  Kept kept;
  std::atomic<int> fetches{0};
  std::optional<seconds> lifetime = seconds(3600);
  bool fails = false;

  Found fetch() {
    const int number = ++fetches;
    if (fails) throw wire::SendError("fetch " + std::to_string(number) + " failed", false);
    Found found{.keys = {.access_key_id = "AK" + std::to_string(number), .secret_access_key = {}, .session_token = {}}};
    if (lifetime) found.expires_at = world.clock() + *lifetime;
    return found;
  }
  std::string get() {
    return kept
        .get(
            "key", [&] { return fetch(); }, *asking)
        ->keys.access_key_id;
  }
  std::string refusal() {
    return told([&] { get(); });
  }
};

TEST_F(KeptTest, IsFetchedOnce) {
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 1);
  const auto other = kept.get(
      "another key", [&] { return fetch(); }, *asking);
  EXPECT_EQ(other->keys.access_key_id, "AK2");
}

// They last an hour at AWS, whose clock is 50 minutes ahead: ten minutes here.
TEST_F(KeptTest, TheEndIsOneOfAwsClock) {
  get();
  const World& seen = (*asking).world;
  ASSERT_TRUE(seen.clock_skew->learn("RequestExpired", seen.clock() + minutes(50), {seen.clock(), seen.now()}));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(KeptTest, WithoutAnEndItIsKeptForEver) {
  lifetime.reset();
  get();
  made_up.pass(std::chrono::years(20));
  EXPECT_EQ(get(), "AK1");
}

TEST_F(KeptTest, IsAskedForAnewFromFifteenMinutesBeforeTheEnd) {
  get();
  made_up.pass(minutes(45) - seconds(1));
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(1));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(KeptTest, AFailureIsAnErrorOnlyFromTenMinutesBeforeTheEnd) {
  get();
  made_up.pass(minutes(45));
  fails = true;
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 2);
  made_up.pass(seconds(59));
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 2) << "a failure is not repeated with every request";
  made_up.pass(minutes(3));
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 3);
  made_up.pass(seconds(61));
  EXPECT_EQ(refusal(), "fetch 4 failed");
  fails = false;
  EXPECT_EQ(get(), "AK5");
}

TEST_F(KeptTest, WhatLivesShortlyIsNotFetchedWithEveryRequest) {
  lifetime = minutes(8);
  EXPECT_EQ(get(), "AK1");
  made_up.pass(minutes(6) - seconds(1));
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(1));  // the last quarter
  fails = true;
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(40));  // the last sixth
  EXPECT_EQ(refusal(), "fetch 3 failed");
}

TEST_F(KeptTest, WhatComesExpiredCountsForAMinute) {
  lifetime = -minutes(90);  // a clock that is ahead makes everything look so
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(59));
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(1));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(KeptTest, WhatIsForgottenIsFetchedAnew) {
  get();
  kept.forget("AK7");
  EXPECT_EQ(get(), "AK1");
  kept.forget("AK1");
  EXPECT_EQ(get(), "AK2");
  kept.forget("AK2");
  fails = true;
  EXPECT_EQ(refusal(), "fetch 3 failed");
}

TEST_F(KeptTest, WhatIsForgottenWhileItsRenewalFailsIsNotHandedOut) {
  get();
  made_up.pass(minutes(45));
  const auto fetch_that_learns = [&]() -> Found {
    kept.forget("AK1");
    throw wire::SendError("no more", false);
  };
  EXPECT_EQ(told([&] { kept.get("key", fetch_that_learns, *asking); }), "no more");
}

TEST_F(KeptTest, AnInterruptIsNoFailureOfTheKeys) {
  get();
  made_up.pass(minutes(45));
  const auto interrupted = []() -> Found { throw sql::InterruptError(false); };
  EXPECT_THROW(kept.get("key", interrupted, *asking), sql::InterruptError);
  EXPECT_EQ(get(), "AK2");
}

constexpr int kThreads = 8;

// Runs `body` on several threads at once.
void together(const std::function<void()>& body) {
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      body();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(KeptTest, EightAtOnceFetchOnce) {
  std::atomic<int> right{0};
  together([&] {
    if (get() == "AK1") ++right;
  });
  EXPECT_EQ(right, kThreads);
  EXPECT_EQ(fetches, 1);
}

// A fetch that goes on until the test lets it end.
class Slow {
 public:
  Found fetch() {
    started_.count_down();
    end_.wait();
    return Found{.keys = {.access_key_id = "SLOW", .secret_access_key = {}, .session_token = {}}};
  }
  void wait_for_start() { started_.wait(); }
  void end() { end_.count_down(); }

 private:
  std::latch started_{1};
  std::latch end_{1};
};

TEST_F(KeptTest, WhoWaitsNoticesAnInterrupt) {
  Slow slow;
  auto first = std::async(std::launch::async, [&] {
    return kept.get(
        "key", [&] { return slow.fetch(); }, *asking);
  });
  slow.wait_for_start();
  MadeUpAsking waiting(made_up);
  int asked = 0;
  waiting.interrupt_when([&] { return ++asked > 2; });
  EXPECT_THROW(kept.get(
                   "key", [&] { return fetch(); }, *waiting),
               sql::InterruptError);
  EXPECT_EQ(fetches, 0);
  slow.end();
  EXPECT_EQ(first.get()->keys.access_key_id, "SLOW");
}

// One whose fetch goes on, and others who are seen to wait for it: an asker looks for an interrupt only once it waits.
struct KeptAndAwaitedTest : KeptTest {
  static constexpr int kWaiting = kThreads - 1;
  Slow slow;
  std::latch all_wait{kWaiting};

  std::string wait_and_get() {
    MadeUpAsking waiting(made_up);
    bool counted = false;
    waiting.interrupt_when([&] {
      if (!std::exchange(counted, true)) all_wait.count_down();
      return false;
    });
    return told([&] {
      kept.get(
          "key", [&] { return fetch(); }, *waiting);
    });
  }
  // What the others were told. `first` fetches, and ends once all the others wait.
  std::vector<std::string> told_while(const std::function<void()>& first) {
    std::thread fetching(first);
    slow.wait_for_start();
    std::vector<std::future<std::string>> others;
    for (int i = 0; i < kWaiting; ++i) {
      others.push_back(std::async(std::launch::async, [&] { return wait_and_get(); }));
    }
    all_wait.wait();
    slow.end();
    fetching.join();
    std::vector<std::string> sentences;
    for (auto& other : others) sentences.push_back(other.get());
    return sentences;
  }
};

TEST_F(KeptAndAwaitedTest, AFailureIsTheAnswerOfAllWhoWaitedForIt) {
  const auto sentences = told_while([&] {
    EXPECT_THROW(kept.get(
                     "key",
                     [&]() -> Found {
                       slow.fetch();
                       throw wire::SendError("the source is silent", false);
                     },
                     *asking),
                 wire::SendError);
  });
  EXPECT_THAT(sentences, testing::Each("the source is silent"));
  EXPECT_EQ(fetches, 0);
  EXPECT_EQ(get(), "AK1") << "who asks later tries anew";
}

TEST_F(KeptAndAwaitedTest, AnInterruptOfTheOneIsNoAnswerForTheOthers) {
  const auto sentences = told_while([&] {
    EXPECT_THROW(kept.get(
                     "key",
                     [&]() -> Found {
                       slow.fetch();
                       throw sql::InterruptError(false);
                     },
                     *asking),
                 sql::InterruptError);
  });
  EXPECT_THAT(sentences, testing::Each("accepted"));
  EXPECT_EQ(fetches, 1) << "one of them fetches";
  EXPECT_EQ(get(), "AK1");
}

TEST_F(KeptTest, WhileOneFetchesAnewTheOthersUseWhatStillHolds) {
  get();
  made_up.pass(minutes(46));
  Slow slow;
  auto first = std::async(std::launch::async, [&] {
    return kept.get(
        "key", [&] { return slow.fetch(); }, *asking);
  });
  slow.wait_for_start();
  EXPECT_EQ(get(), "AK1");
  slow.end();
  EXPECT_EQ(first.get()->keys.access_key_id, "SLOW");
  EXPECT_EQ(get(), "SLOW");
  EXPECT_EQ(fetches, 1);
}

}  // namespace
}  // namespace awscost::credentials
