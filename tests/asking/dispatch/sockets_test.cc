// Batches over real sockets, through the same chain of senders as in the extension.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "connectors/asking/dispatch/dispatcher.h"
#include "connectors/asking/dispatch/pace.h"
#include "connectors/aws/client/client.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/curl_pool.h"
#include "tests/asking/support/destined.h"
#include "tests/support/imposter.h"
#include "tests/support/world.h"

namespace awscost::dispatch {
namespace {

using std::chrono::steady_clock;
using support::Fault;
using support::Imposter;

constexpr int kWidth = 4;

// Sends as the extension's destinations do: paced, then signed.
class Connection : public wire::Connector {
 public:
  Connection(aws::Client& client, Pace& pace)
      : client_(client), pace_(pace), route_(client.route({.service = "apigateway"}, {})) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override {
    pace_.take(call.service, "one", interrupted);
    return client_.send(call, route_, http::Limits(), interrupted);
  }

 private:
  aws::Client& client_;
  Pace& pace_;
  aws::Route route_;
};

std::vector<asking::Question> get_usage(wire::Connector& connection, std::size_t count) {
  asking::Destination destination = test::destination_to(connection);
  destination.several_at_once = true;
  std::vector<asking::Question> questions(count, test::question_to(destination, ""));
  for (std::size_t i = 0; i < count; ++i) {
    questions[i].call = {.service = "apigateway",
                         .operation = "GetUsage",
                         .method = "GET",
                         .path = "/usageplans/p" + std::to_string(i) + "/usage"};
  }
  return questions;
}

class SocketsTest : public testing::Test {
 protected:
  // Outcomes by number of call.
  std::vector<wire::Outcome> ask(std::size_t count, const sql::Interrupted& interrupted = {}) {
    std::vector<wire::Outcome> outcomes(count);
    dispatching_.send_all(get_usage(connection_, count), interrupted, [&](std::size_t place, asking::Answer answer) {
      outcomes.at(place) = std::move(answer.outcome);
    });
    return outcomes;
  }

  // Interrupts once the server has `requests`; returns how long the batch took after that.
  steady_clock::duration interrupt(std::size_t count, std::size_t requests) {
    std::atomic<bool> flag = false;
    steady_clock::time_point raised;
    std::thread user([&] {
      EXPECT_TRUE(imposter_.wait_for_requests(requests));
      raised = steady_clock::now();
      flag = true;
    });
    interrupted_ = ask(count, [&] { return flag.load(); });
    const auto end = steady_clock::now();
    user.join();
    RecordProperty("interrupt_milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(end - raised).count()));
    return end - raised;
  }

  Imposter imposter_;
  http::CurlPool pool_;
  credentials::ProviderChain chain_{support::world_of({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                                       {"AWS_SECRET_ACCESS_KEY", "secret"},
                                                       {"AWS_REGION", "eu-west-1"},
                                                       {"AWS_ENDPOINT_URL", imposter_.url()}},
                                                      pool_,
                                                      std::chrono::sys_seconds(std::chrono::seconds(1'772'366'400)))};
  aws::Client client_{chain_};
  // Its clock jumps over every wait.
  std::atomic<std::int64_t> now_ = 0;
  Pace pace_{kAwsRates,
             {.now = [this] { return steady_clock::time_point(std::chrono::nanoseconds(now_)); },
              .sleep = [this](std::chrono::nanoseconds time) { now_ += time.count(); }}};
  Connection connection_{client_, pace_};
  Dispatching dispatching_{Dispatcher({.width = kWidth})};
  std::vector<wire::Outcome> interrupted_;
};

TEST_F(SocketsTest, EveryCallGetsAnAnswerOverAtMostTheWidthOfConnections) {
  for (int batch = 0; batch < 2; ++batch) {
    for (const wire::Outcome& outcome : ask(30)) {
      ASSERT_NE(wire::reply_of(outcome), nullptr);
      EXPECT_EQ(wire::reply_of(outcome)->status, 200);
    }
  }
  EXPECT_EQ(imposter_.requests().size(), 60U);
  EXPECT_LE(imposter_.connections(), kWidth) << "the second batch finds the connections of the first";
}

TEST_F(SocketsTest, ABrokenConnectionIsOneCallsError) {
  for (int i = 0; i < 3; ++i) imposter_.reply_with({});
  imposter_.reply_with({.fault = Fault::kReset});
  imposter_.reply_with({.status = 429});
  int replies = 0;
  int errors = 0;
  for (const wire::Outcome& outcome : ask(12)) ++(wire::reply_of(outcome) != nullptr ? replies : errors);
  EXPECT_EQ(errors, 1);
  EXPECT_EQ(replies, 11);
}

TEST_F(SocketsTest, AnInterruptEndsAllThatHangs) {
  for (int i = 0; i < kWidth; ++i) imposter_.reply_with({.fault = Fault::kStall});
  EXPECT_LT(interrupt(10, kWidth), std::chrono::seconds(1));
  int under_way = 0;
  for (const wire::Outcome& outcome : interrupted_) {
    ASSERT_TRUE(wire::is_interrupt(outcome));
    under_way += wire::maybe_charged(outcome) ? 1 : 0;
  }
  EXPECT_EQ(under_way, kWidth);
  EXPECT_EQ(imposter_.requests().size(), static_cast<std::size_t>(kWidth));
  EXPECT_NE(wire::reply_of(ask(1)[0]), nullptr) << "the next request has a connection of its own";
}

// With the real clock: a bucket that is empty for an hour.
TEST_F(SocketsTest, AnInterruptEndsTheWaitForATurn) {
  constexpr std::array kOneOnly = {Rate{.service = "apigateway", .per_second = 1, .burst = 1}};
  // Slower than any test: there is never a second token.
  const Clock stopped{.now = [] { return steady_clock::time_point(); }, .sleep = process_clock().sleep};
  Pace pace(kOneOnly, stopped);
  Connection connection(client_, pace);
  std::atomic<bool> flag = false;
  int replies = 0;
  int not_sent = 0;
  steady_clock::time_point raised;
  dispatching_.send_all(
      get_usage(connection, 6), [&] { return flag.load(); },
      [&](std::size_t, const asking::Answer& answer) {
        if (wire::reply_of(answer.outcome) != nullptr) {
          ++replies;  // the only one: the others wait
          raised = steady_clock::now();
          flag = true;
          return;
        }
        not_sent += wire::is_interrupt(answer.outcome) && !wire::maybe_charged(answer.outcome) ? 1 : 0;
      });
  EXPECT_LT(steady_clock::now() - raised, std::chrono::seconds(1));
  EXPECT_EQ(replies, 1);
  EXPECT_EQ(not_sent, 5);
}

}  // namespace
}  // namespace awscost::dispatch
