// Several calls at once: rounds, who is told when, and what stops all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/asking/retry/retrying.h"
#include "scripted.h"

namespace awscost::retry {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RetryingBatchTest : public ::testing::Test {
 protected:
  // "body answer attempts", in the order told.
  std::vector<std::string> ask(const std::vector<std::string>& bodies) {
    retrying_.send_all(
        calls(bodies), [this] { return stop_; },
        [&](std::size_t place, const wire::Outcome& outcome) {
          told_.push_back(bodies[place] + " " + text(outcome));
          if (when_told_) when_told_();
        });
    return told_;
  }

  static std::vector<wire::Call> calls(const std::vector<std::string>& bodies) {
    std::vector<wire::Call> out;
    for (const std::string& body : bodies) out.push_back({.service = "ce", .body = body, .price_usd = 0.01});
    return out;
  }

  static std::string text(const wire::Outcome& outcome) {
    if (outcome.reply) return std::to_string(outcome.reply->status) + " " + std::to_string(outcome.reply->attempts);
    try {
      std::rethrow_exception(outcome.error);
    } catch (const sql::InterruptError& interrupt) {
      return interrupt.maybe_charged() ? "interrupted, maybe charged" : "interrupted";
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  milliseconds slept() const {
    milliseconds sum{0};
    for (const milliseconds step : slept_) sum += step;
    return sum;
  }

  Scripted aws_;
  bool stop_ = false;
  std::vector<std::string> told_;
  std::function<void()> when_told_;
  std::function<void()> while_waiting_;
  std::vector<milliseconds> slept_;
  Retrying retrying_{
      aws_,
      {.max_attempts = [](const wire::Call& call) { return call.body == "odd" ? retries::max_attempts("odd") : 3; },
       .sleep =
           [this](milliseconds step) {
             slept_.push_back(step);
             if (while_waiting_) while_waiting_();
           },
       .random = [] { return 0.5; }}};
};

TEST_F(RetryingBatchTest, WhoFailedWaitsTogetherAndIsSentTogether) {
  aws_.script["b"] = {answer(503)};
  aws_.script["d"] = {answer(503), answer(503)};
  EXPECT_THAT(ask({"a", "b", "c", "d"}), ElementsAre("a 200 1", "c 200 1", "b 200 2", "d 200 3"));
  EXPECT_THAT(aws_.rounds, ElementsAre("a b c d", "b d", "d"));
  EXPECT_EQ(slept(), 25ms + 50ms);
}

TEST_F(RetryingBatchTest, TheLongestPauseIsEverybodys) {
  aws_.script["a"] = {answer(503)};
  aws_.script["b"] = {refusal(400, "ThrottlingException", {{"x-amz-retry-after", "1230"}})};
  aws_.script["c"] = {refusal(400, "ThrottlingException")};
  ask({"a", "b", "c"});
  EXPECT_THAT(aws_.rounds, ElementsAre("a b c", "a b c"));
  EXPECT_EQ(slept(), 1'230ms);
}

TEST_F(RetryingBatchTest, WhoHasAnAnswerIsToldBeforeTheWait) {
  aws_.script["a"] = {answer(503)};
  while_waiting_ = [this] { EXPECT_THAT(told_, ElementsAre("b 200 1", "c 400 1")); };
  aws_.script["c"] = {refusal(400, "ValidationException")};
  EXPECT_EQ(ask({"a", "b", "c"}).size(), 3U);
  EXPECT_THAT(slept_, ElementsAre(25ms));
}

TEST_F(RetryingBatchTest, WhatWasMendedDoesNotWaitForTheOthers) {
  aws_.script["a"] = {answer(503)};
  aws_.script["b"] = {mended()};
  aws_.script["c"] = {mended(), answer(503)};
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("b 200 2", "a 200 2", "c 200 3"));
  EXPECT_THAT(aws_.rounds, ElementsAre("a b c", "b c", "a c"));
}

TEST_F(RetryingBatchTest, OneThatFailsForGoodKeepsNobody) {
  aws_.script["a"] = {answer(503), answer(503), answer(503)};
  aws_.script["b"] = {lost(Cause::kTimeout)};
  aws_.script["c"] = {lost()};
  EXPECT_THAT(ask({"a", "odd", "b", "c"}),
              ElementsAre(::testing::HasSubstr("odd AWS_MAX_ATTEMPTS"), "b It broke.", "c 200 2", "a 503 3"));
  EXPECT_THAT(aws_.rounds, ElementsAre("a b c", "a c", "a"));
}

TEST_F(RetryingBatchTest, AnInterruptWhileWaitingEndsAllThatWait) {
  aws_.script["a"] = {lost()};
  aws_.script["b"] = {refusal(429, "TooManyRequestsException")};
  while_waiting_ = [this] { stop_ = true; };
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("c 200 1", "a interrupted, maybe charged", "b interrupted"));
  EXPECT_EQ(slept(), 50ms);
}

TEST_F(RetryingBatchTest, AnInterruptWithinARoundEndsAllThatWouldWait) {
  aws_.script["a"] = {answer(503)};
  aws_.script["b"] = {thrown(sql::InterruptError(true))};
  EXPECT_THAT(ask({"a", "b", "c"}),
              ElementsAre("b interrupted, maybe charged", "c interrupted", "a interrupted, maybe charged"));
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(RetryingBatchTest, WhatTheAskerThrowsStopsEverything) {
  aws_.script["a"] = {answer(503)};
  when_told_ = [] { throw std::range_error("unreadable"); };
  EXPECT_THROW(ask({"a", "b", "c"}), std::range_error);
  EXPECT_THAT(told_, ElementsAre("b 200 1"));
  EXPECT_EQ(aws_.sent.size(), 2U);
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(RetryingBatchTest, ABatchThatFailsAsAWholeFailsEachCall) {
  aws_.failure = std::make_exception_ptr(std::range_error("a bug"));
  EXPECT_THAT(ask({"a", "b"}), ElementsAre("a a bug", "b a bug"));
}

TEST_F(RetryingBatchTest, NobodyIsNothing) {
  EXPECT_THAT(ask({}), IsEmpty());
  EXPECT_THAT(aws_.rounds, IsEmpty());
}

}  // namespace
}  // namespace awscost::retry
