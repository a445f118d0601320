// Several calls at once: rounds, when each answer is reported, and what stops all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/asking/retry/retrying.h"
#include "scripted.h"
#include "tests/asking/support/destined.h"

namespace awscost::retry {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RetryingBatchTest : public ::testing::Test {
 protected:
  // "body answer attempts", in the order reported.
  std::vector<std::string> ask(const std::vector<std::string>& bodies) {
    retrying_.send_all(
        questions(bodies), [this] { return stop_; },
        [&](std::size_t place, const asking::Answer& answer) {
          told_.push_back(bodies[place] + " " + text(answer));
          if (when_told_) when_told_();
        });
    return told_;
  }

  std::vector<asking::Question> questions(const std::vector<std::string>& bodies) {
    std::vector<asking::Question> out;
    for (const std::string& body : bodies) {
      asking::Destination destination = test::destination_to(nobody_);
      if (body == "once") destination.max_attempts = 1;
      out.push_back(test::question_to(destination, body));
    }
    return out;
  }

  static std::string text(const asking::Answer& answer) {
    const wire::Reply* reply = wire::reply_of(answer.outcome);
    if (reply != nullptr) return std::to_string(reply->status) + " " + std::to_string(answer.attempts);
    if (!wire::is_interrupt(answer.outcome)) return wire::words_of(answer.outcome);
    return wire::maybe_charged(answer.outcome) ? "interrupted, maybe charged" : "interrupted";
  }

  milliseconds slept() const {
    milliseconds sum{0};
    for (const milliseconds step : slept_) sum += step;
    return sum;
  }

  test::Nobody nobody_;
  Scripted aws_;
  bool stop_ = false;
  std::vector<std::string> told_;
  std::function<void()> when_told_;
  std::function<void()> while_waiting_;
  std::vector<milliseconds> slept_;
  Retrying retrying_{aws_,
                     {.sleep =
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
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("b It broke.", "c 200 2", "a 503 3"));
  EXPECT_THAT(aws_.rounds, ElementsAre("a b c", "a c", "a"));
}

TEST_F(RetryingBatchTest, EachHasTheAttemptsOfItsDestination) {
  aws_.script["a"] = {answer(503), answer(503)};
  aws_.script["once"] = {answer(503)};
  EXPECT_THAT(ask({"a", "once"}), ElementsAre("once 503 1", "a 200 3"));
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
