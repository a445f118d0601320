// An interrupt ends every wait at once.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "connectors/aws/http/curl.h"
#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using Clock = std::chrono::steady_clock;
using support::Fault;
using support::Imposter;

// The goal is 200 ms; a busy machine gets more time.
constexpr auto kPromptly = std::chrono::seconds(1);

class CurlInterruptTest : public testing::Test {
 protected:
  // Sends a request, interrupts it from another thread once `ready` has returned, and measures the time from then to
  // the exception.
  template <typename Ready>
  sql::InterruptError interrupt(const std::string& url, Ready ready) {
    std::atomic<bool> flag = false;
    Clock::time_point raised;
    std::thread user([&] {
      EXPECT_TRUE(ready());
      raised = Clock::now();
      flag = true;
    });
    sql::InterruptError caught(false);
    try {
      curl_.exchange({.method = "POST", .url = url, .body = "{}"}, {}, [&] { return flag.load(); });
      ADD_FAILURE() << "the exchange succeeded";
    } catch (const sql::InterruptError& error) {
      caught = error;
    }
    const auto end = Clock::now();
    user.join();
    EXPECT_LT(end - raised, kPromptly);
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(end - raised);
    RecordProperty("interrupt_milliseconds", static_cast<int>(elapsed.count()));
    return caught;
  }

  Imposter imposter_;
  Curl curl_;
};

TEST_F(CurlInterruptTest, WhileTheServerIsSilent) {
  imposter_.reply_with({.fault = Fault::kStall});
  const auto error = interrupt(imposter_.url(), [&] { return imposter_.wait_for_requests(1); });
  EXPECT_TRUE(error.maybe_charged());
}

TEST_F(CurlInterruptTest, InTheMiddleOfTheBody) {
  imposter_.reply_with({.body = std::string(1000, ' '), .fault = Fault::kStallInBody});
  const auto error = interrupt(imposter_.url(), [&] { return imposter_.wait_for_requests(1); });
  EXPECT_TRUE(error.maybe_charged());
}

TEST_F(CurlInterruptTest, WhileConnectingNothingWasSent) {
  // A TLS handshake with a server that waits for plain HTTP never ends.
  const std::string url = "https://127.0.0.1:" + std::to_string(imposter_.port());
  std::atomic<int> asked = 0;
  bool caught = false;
  try {
    curl_.exchange({.method = "POST", .url = url, .body = "{}"}, {}, [&] { return ++asked > 3; });
  } catch (const sql::InterruptError& error) {
    caught = true;
    EXPECT_FALSE(error.maybe_charged());
  }
  EXPECT_TRUE(caught);
}

TEST_F(CurlInterruptTest, BeforeTheStart) {
  EXPECT_THROW(
      {
        try {
          curl_.exchange({.method = "GET", .url = imposter_.url()}, {}, [] { return true; });
        } catch (const sql::InterruptError& error) {
          EXPECT_FALSE(error.maybe_charged());
          throw;
        }
      },
      sql::InterruptError);
  EXPECT_TRUE(imposter_.requests().empty());
}

TEST_F(CurlInterruptTest, TheNextRequestWorksOnAnotherConnection) {
  imposter_.reply_with({.fault = Fault::kStall});
  interrupt(imposter_.url(), [&] { return imposter_.wait_for_requests(1); });
  const auto reply = curl_.exchange({.method = "GET", .url = imposter_.url()}, {}, {});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(imposter_.requests().at(1).connection, 2);
}

}  // namespace
}  // namespace awscost::http
