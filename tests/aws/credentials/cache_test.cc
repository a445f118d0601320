// How long the cache keeps an identity, and which thread fetches it when several need it at the same time.
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

struct CacheTest : testing::Test {
  MadeUpWorld made_up;
  World world = made_up.world();
  MadeUpContext context{made_up};
  Cache cache;
  std::atomic<int> fetches{0};
  std::optional<seconds> lifetime = seconds(3600);
  bool fails = false;

  Identity fetch() {
    const int number = ++fetches;
    if (fails) throw wire::SendError("fetch " + std::to_string(number) + " failed", false);
    Identity identity{
        .keys = {.access_key_id = "AK" + std::to_string(number), .secret_access_key = {}, .session_token = {}}};
    if (lifetime) identity.expires_at = world.clock() + *lifetime;
    return identity;
  }
  std::string get() {
    return cache
        .get(
            "key", [&] { return fetch(); }, *context)
        ->keys.access_key_id;
  }
  std::string refusal() {
    return thrown_by([&] { get(); });
  }
};

TEST_F(CacheTest, FetchesOnce) {
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 1);
  const auto other = cache.get(
      "another key", [&] { return fetch(); }, *context);
  EXPECT_EQ(other->keys.access_key_id, "AK2");
}

// AWS's clock is 50 minutes ahead: keys that last an hour there last ten minutes here.
TEST_F(CacheTest, ComparesTheExpiryWithAwsClock) {
  get();
  const World& seen = (*context).world;
  ASSERT_TRUE(seen.clock_skew->learn("RequestExpired", seen.clock() + minutes(50), {seen.clock(), seen.now()}));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(CacheTest, KeepsKeysWithoutExpiryForEver) {
  lifetime.reset();
  get();
  made_up.pass(std::chrono::years(20));
  EXPECT_EQ(get(), "AK1");
}

TEST_F(CacheTest, RefreshesFromFifteenMinutesBeforeTheExpiry) {
  get();
  made_up.pass(minutes(45) - seconds(1));
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(1));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(CacheTest, AFailedRefreshIsAnErrorFromTenMinutesBeforeTheExpiry) {
  get();
  made_up.pass(minutes(45));
  fails = true;
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 2);
  made_up.pass(seconds(59));
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 2) << "a failed refresh is not repeated with every request";
  made_up.pass(minutes(3));
  EXPECT_EQ(get(), "AK1");
  EXPECT_EQ(fetches, 3);
  made_up.pass(seconds(61));
  EXPECT_EQ(refusal(), "fetch 4 failed");
  fails = false;
  EXPECT_EQ(get(), "AK5");
}

TEST_F(CacheTest, DoesNotFetchShortLivedKeysWithEveryRequest) {
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

TEST_F(CacheTest, KeepsKeysThatArriveExpiredForAMinute) {
  lifetime = -minutes(90);  // to a clock that is ahead, all keys look expired
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(59));
  EXPECT_EQ(get(), "AK1");
  made_up.pass(seconds(1));
  EXPECT_EQ(get(), "AK2");
}

TEST_F(CacheTest, FetchesForgottenKeysAgain) {
  get();
  cache.forget("AK7");
  EXPECT_EQ(get(), "AK1");
  cache.forget("AK1");
  EXPECT_EQ(get(), "AK2");
  cache.forget("AK2");
  fails = true;
  EXPECT_EQ(refusal(), "fetch 3 failed");
}

TEST_F(CacheTest, DoesNotHandOutKeysForgottenDuringAFailedRefresh) {
  get();
  made_up.pass(minutes(45));
  const auto fetch_that_forgets = [&]() -> Identity {
    cache.forget("AK1");
    throw wire::SendError("no more", false);
  };
  EXPECT_EQ(thrown_by([&] { cache.get("key", fetch_that_forgets, *context); }), "no more");
}

TEST_F(CacheTest, AnInterruptIsNotAFailedRefresh) {
  get();
  made_up.pass(minutes(45));
  const auto interrupted = []() -> Identity { throw sql::InterruptError(false); };
  EXPECT_THROW(cache.get("key", interrupted, *context), sql::InterruptError);
  EXPECT_EQ(get(), "AK2");
}

constexpr int kThreads = 8;

// Runs `body` on kThreads threads that start together.
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

TEST_F(CacheTest, EightThreadsFetchOnce) {
  std::atomic<int> right{0};
  together([&] {
    if (get() == "AK1") ++right;
  });
  EXPECT_EQ(right, kThreads);
  EXPECT_EQ(fetches, 1);
}

// A fetch that lasts until the test ends it.
class Slow {
 public:
  Identity fetch() {
    started_.count_down();
    end_.wait();
    return Identity{.keys = {.access_key_id = "SLOW", .secret_access_key = {}, .session_token = {}}};
  }
  void wait_for_start() { started_.wait(); }
  void end() { end_.count_down(); }

 private:
  std::latch started_{1};
  std::latch end_{1};
};

TEST_F(CacheTest, AWaitingThreadNoticesAnInterrupt) {
  Slow slow;
  auto first = std::async(std::launch::async, [&] {
    return cache.get(
        "key", [&] { return slow.fetch(); }, *context);
  });
  slow.wait_for_start();
  MadeUpContext waiting(made_up);
  int asked = 0;
  waiting.interrupt_when([&] { return ++asked > 2; });
  EXPECT_THROW(cache.get(
                   "key", [&] { return fetch(); }, *waiting),
               sql::InterruptError);
  EXPECT_EQ(fetches, 0);
  slow.end();
  EXPECT_EQ(first.get()->keys.access_key_id, "SLOW");
}

// One thread fetches while the others wait. A thread asks for an interrupt only while it waits, which shows that it
// does.
struct AwaitedCacheTest : CacheTest {
  static constexpr int kWaiting = kThreads - 1;
  Slow slow;
  std::latch all_wait{kWaiting};

  std::string wait_and_get() {
    MadeUpContext waiting(made_up);
    bool counted = false;
    waiting.interrupt_when([&] {
      if (!std::exchange(counted, true)) all_wait.count_down();
      return false;
    });
    return thrown_by([&] {
      cache.get(
          "key", [&] { return fetch(); }, *waiting);
    });
  }
  // What the waiting threads got. `first` fetches, and ends once all the others wait.
  std::vector<std::string> outcomes_while(const std::function<void()>& first) {
    std::thread fetching(first);
    slow.wait_for_start();
    std::vector<std::future<std::string>> others;
    for (int i = 0; i < kWaiting; ++i) {
      others.push_back(std::async(std::launch::async, [&] { return wait_and_get(); }));
    }
    all_wait.wait();
    slow.end();
    fetching.join();
    std::vector<std::string> outcomes;
    for (auto& other : others) outcomes.push_back(other.get());
    return outcomes;
  }
};

TEST_F(AwaitedCacheTest, AFailedFetchEndsAllThatWaitForIt) {
  const auto outcomes = outcomes_while([&] {
    EXPECT_THROW(cache.get(
                     "key",
                     [&]() -> Identity {
                       slow.fetch();
                       throw wire::SendError("the source is silent", false);
                     },
                     *context),
                 wire::SendError);
  });
  EXPECT_THAT(outcomes, testing::Each("the source is silent"));
  EXPECT_EQ(fetches, 0);
  EXPECT_EQ(get(), "AK1") << "a later caller fetches again";
}

TEST_F(AwaitedCacheTest, AnInterruptOfTheFetchingThreadDoesNotEndTheOthers) {
  const auto outcomes = outcomes_while([&] {
    EXPECT_THROW(cache.get(
                     "key",
                     [&]() -> Identity {
                       slow.fetch();
                       throw sql::InterruptError(false);
                     },
                     *context),
                 sql::InterruptError);
  });
  EXPECT_THAT(outcomes, testing::Each("accepted"));
  EXPECT_EQ(fetches, 1) << "one of the waiting threads fetches";
  EXPECT_EQ(get(), "AK1");
}

TEST_F(CacheTest, UsesTheOldKeysWhileAnotherThreadRefreshes) {
  get();
  made_up.pass(minutes(46));
  Slow slow;
  auto first = std::async(std::launch::async, [&] {
    return cache.get(
        "key", [&] { return slow.fetch(); }, *context);
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
