// One pool of connections for several threads.
#include "connectors/aws/http/curl_pool.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using support::Fault;
using support::Imposter;

class CurlPoolTest : public testing::Test {
 protected:
  static int ask(CurlPool& pool, const std::string& url) {
    return pool.exchange({.method = "POST", .url = url, .body = "{}"}, {}, {}).status;
  }

  // Makes `count` exchanges wait at the same time, each on a connection of its own, and ends them.
  void hang_together(CurlPool& pool, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) imposter_.reply_with({.fault = Fault::kStall});
    std::atomic<bool> over = false;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&] {
        EXPECT_THROW(pool.exchange({.method = "GET", .url = imposter_.url()}, {}, [&] { return over.load(); }),
                     sql::InterruptError);
      });
    }
    EXPECT_TRUE(imposter_.wait_for_requests(count)) << "not all of them were under way at the same time";
    over = true;
    for (std::thread& thread : threads) thread.join();
  }

  Imposter imposter_;
};

TEST_F(CurlPoolTest, RequestsInTurnShareAConnection) {
  CurlPool pool;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(pool, imposter_.url()), 200);
  EXPECT_EQ(imposter_.connections(), 1);
}

TEST_F(CurlPoolTest, ExchangesRunAtTheSameTimeAndTheirConnectionsAreUsedAgain) {
  CurlPool pool;
  hang_together(pool, 4);
  EXPECT_EQ(imposter_.connections(), 4);
  EXPECT_EQ(ask(pool, imposter_.url()), 200);
}

TEST_F(CurlPoolTest, EachThreadGetsItsOwnAnswer) {
  CurlPool pool;
  std::vector<std::thread> threads;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 20; ++j) answered += ask(pool, imposter_.url()) == 200 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, 120);
  EXPECT_EQ(imposter_.requests().size(), 120U);
  EXPECT_LE(imposter_.connections(), 6);
}

TEST_F(CurlPoolTest, AFailureDoesNotTouchTheNextExchange) {
  CurlPool pool;
  imposter_.reply_with({.fault = Fault::kReset});
  EXPECT_THROW(ask(pool, imposter_.url()), wire::SendError);
  EXPECT_EQ(ask(pool, imposter_.url()), 200);
}

TEST_F(CurlPoolTest, KeepsAtMostTheGivenNumberIdle) {
  CurlPool pool(1);
  imposter_.reply_with({.fault = Fault::kStall});
  std::atomic<bool> over = false;
  std::thread other([&] {
    EXPECT_THROW(pool.exchange({.method = "GET", .url = imposter_.url()}, {}, [&] { return over.load(); }),
                 sql::InterruptError);
  });
  EXPECT_TRUE(imposter_.wait_for_requests(1));
  EXPECT_EQ(ask(pool, imposter_.url()), 200);  // its connection stays open
  over = true;
  other.join();  // beyond the number: closed
  EXPECT_TRUE(imposter_.wait_for_closed_connections(1));
  EXPECT_EQ(ask(pool, imposter_.url()), 200);
  EXPECT_EQ(imposter_.connections(), 2) << "the idle one was used again";
}

// The child must not end the parent's connection, and opens its own.
TEST_F(CurlPoolTest, AChildOfForkOpensItsOwnConnections) {
  CurlPool pool;
  EXPECT_EQ(ask(pool, imposter_.url()), 200);
  const pid_t child = fork();
  if (child == 0) {
    const bool answered = ask(pool, imposter_.url()) == 200;
    _exit(answered ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(ask(pool, imposter_.url()), 200);
  ASSERT_EQ(imposter_.requests().size(), 3U);
  EXPECT_EQ(imposter_.requests()[1].connection, 2);
  EXPECT_EQ(imposter_.requests()[2].connection, 1);
}

}  // namespace
}  // namespace awscost::http
