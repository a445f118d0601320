// One call: how often it is sent, how long it waits, and what its answer reports of earlier attempts.
#include "connectors/asking/retry/retrying.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "scripted.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::retry {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A reply, and what was reported of its attempts.
struct Sent {
  int status = 0;
  std::string body;
  int attempts = 0;
  bool unsettled = false;
};

class RetryingTest : public ::testing::Test {
 protected:
  // Throws the failure.
  Sent send(std::deque<Answer> answers) {
    aws_.script["a"] = std::move(answers);
    last_ = retrying_.send(question(), [this] { return stop_; });
    const wire::Reply* reply = wire::reply_of(last_.outcome);
    if (reply == nullptr) wire::throw_failure(last_.outcome);
    return {reply->status, reply->body, last_.attempts, last_.unsettled};
  }

  // The exception of send().
  template <class Error>
  Error failure(std::deque<Answer> answers) {
    try {
      send(std::move(answers));
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("it was answered");
  }
  wire::SendError send_failure(std::deque<Answer> answers) { return failure<wire::SendError>(std::move(answers)); }

  asking::Question question() {
    asking::Destination destination = test::destination_to(nobody_);
    destination.max_attempts = most_;
    asking::Question question = test::question_to(destination, "a", price_usd_);
    question.call.service = service_;
    return question;
  }

  std::vector<int> attempts_sent() const {
    std::vector<int> out;
    for (const asking::Question& sent : aws_.sent) out.push_back(sent.attempt);
    return out;
  }

  // Retrying sends to the script.
  test::Nobody nobody_;
  Scripted aws_;
  std::string service_ = "ce";
  double price_usd_ = 0.01;
  int most_ = 3;
  double random_ = 0.5;
  bool stop_ = false;
  std::function<void()> while_waiting_;
  std::vector<milliseconds> slept_;
  asking::Answer last_;
  Retrying retrying_{aws_,
                     {.sleep =
                          [this](milliseconds step) {
                            slept_.push_back(step);
                            if (while_waiting_) while_waiting_();
                          },
                      .random = [this] { return random_; }}};
};

TEST_F(RetryingTest, AnAnswerAtOnceIsOneAttempt) {
  const Sent reply = send({});
  EXPECT_EQ(reply.body, "a");
  EXPECT_EQ(reply.attempts, 1);
  EXPECT_FALSE(reply.unsettled);
  EXPECT_THAT(attempts_sent(), ElementsAre(1));
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(RetryingTest, AThrottledCallIsAnsweredInTheEnd) {
  const Sent reply = send({refusal(400, "LimitExceededException"), refusal(429, "TooManyRequestsException")});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.attempts, 3);
  EXPECT_FALSE(reply.unsettled) << "AWS put them off";
  EXPECT_THAT(attempts_sent(), ElementsAre(1, 2, 3));
}

TEST_F(RetryingTest, WaitsInShortStepsAsThePolicySays) {
  random_ = 0.15;
  send({refusal(400, "ThrottlingException"), answer(503)});
  // 0.15 * 1 s, then 0.15 * 100 ms.
  EXPECT_THAT(slept_, ElementsAre(50ms, 50ms, 50ms, 15ms));
  slept_.clear();
  send({answer(503, "", {{"Retry-After", "1"}})});
  EXPECT_EQ(slept_.size(), 20U);
}

TEST_F(RetryingTest, TheLastRefusalIsTheAnswer) {
  const Sent reply = send({answer(500, "1"), answer(502, "2"), answer(503, "3"), answer(504, "4")});
  EXPECT_EQ(reply.body, "3");
  EXPECT_EQ(reply.attempts, 3);
  EXPECT_EQ(aws_.sent.size(), 3U);
}

TEST_F(RetryingTest, WhatStaysIsSentOnce) {
  EXPECT_EQ(send({refusal(400, "ValidationException")}).attempts, 1);
  send_failure({thrown(wire::SendError("No credentials.", false))});
  send_failure({lost(Cause::kTimeout)});
  EXPECT_EQ(aws_.sent.size(), 3U);
}

TEST_F(RetryingTest, ATimeoutIsRepeatedWhereItIsFree) {
  price_usd_ = 0;
  EXPECT_EQ(send({lost(Cause::kTimeout)}).attempts, 2);
}

TEST_F(RetryingTest, AsManyAttemptsAsAreAllowed) {
  most_ = 1;
  EXPECT_EQ(send({answer(503)}).status, 503);
  EXPECT_EQ(aws_.sent.size(), 1U);
  aws_.sent.clear();
  most_ = 5;
  EXPECT_EQ(send({answer(503), answer(503), answer(503), answer(503)}).attempts, 5);
}

TEST_F(RetryingTest, TheLogHearsWhichAttemptItIs) {
  send({answer(503)});
  EXPECT_EQ(aws_.sent.at(0).call.label, "ce:GetCostAndUsage");
  EXPECT_EQ(aws_.sent.at(1).call.label, "ce:GetCostAndUsage attempt 2");
}

// AWS can tell a repeated call from a new one.
TEST_F(RetryingTest, TheAttemptsOfACallShareAnIdAndAreNumbered) {
  send({answer(503), answer(503)});
  send({});
  ASSERT_EQ(aws_.sent.size(), 4U);
  const auto sent = [&](std::size_t nth, const char* name) {
    return std::string(wire::header({.headers = aws_.sent[nth].call.headers}, name));
  };
  const std::string id = sent(0, "amz-sdk-invocation-id");
  EXPECT_THAT(id, testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_EQ(sent(1, "amz-sdk-invocation-id"), id);
  EXPECT_EQ(sent(2, "amz-sdk-invocation-id"), id);
  EXPECT_NE(sent(3, "amz-sdk-invocation-id"), id);
  EXPECT_EQ(sent(0, "amz-sdk-request"), "attempt=1; max=3");
  EXPECT_EQ(sent(2, "amz-sdk-request"), "attempt=3; max=3");
  EXPECT_EQ(sent(3, "amz-sdk-request"), "attempt=1; max=3");
}

TEST_F(RetryingTest, TheAnswerTellsOfAttemptsThatMayHaveBeenCarriedOut) {
  const std::vector<std::pair<Answer, bool>> cases = {{lost(), true},
                                                      {no_route(), false},
                                                      {refusal(500, "InternalServerException"), true},
                                                      {refusal(503, "SlowDown"), false},
                                                      {answer(502, "<html>"), true},
                                                      {answer(429), true},
                                                      {refusal(400, "RequestTimeout"), true},
                                                      {refusal(400, "ThrottlingException"), false}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(send({cases[i].first}).unsettled, cases[i].second) << i;
    EXPECT_EQ(send({cases[i].first, refusal(400, "ConflictException")}).unsettled, cases[i].second) << i;
  }
  EXPECT_FALSE(send({refusal(501, "Odd")}).unsettled) << "no earlier attempt: what this answer means, its status says";
}

TEST_F(RetryingTest, AFailureTellsOfAllAttempts) {
  wire::SendError error = send_failure({no_route(), no_route(), no_route()});
  EXPECT_STREQ(error.what(), "No route. This was the last of 3 attempts.");
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_FALSE(last_.unsettled);
  EXPECT_EQ(error.cause(), Cause::kNotReached);
  error = send_failure({lost(), no_route(), no_route()});
  EXPECT_STREQ(error.what(), "No route. This was the last of 3 attempts; AWS may have received an earlier one.");
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_TRUE(last_.unsettled);
  error = send_failure({answer(503), no_route(), no_route()});
  EXPECT_FALSE(error.maybe_charged()) << "AWS does not charge for a refusal";
  EXPECT_TRUE(last_.unsettled);
  error = send_failure({lost(Cause::kTimeout)});
  EXPECT_STREQ(error.what(), "It broke.");
  EXPECT_TRUE(error.maybe_charged());
}

TEST_F(RetryingTest, WhatWasMendedIsAskedForAtOnceAndOnce) {
  most_ = 1;
  EXPECT_EQ(send({mended()}).attempts, 2) << "not one of the attempts that are counted";
  EXPECT_THAT(slept_, IsEmpty());
  aws_.sent.clear();
  EXPECT_EQ(send({mended(), mended(), mended()}).status, 403);
  EXPECT_THAT(attempts_sent(), ElementsAre(1, 2));
  most_ = 3;
  EXPECT_EQ(send({answer(503), mended(), answer(503)}).attempts, 4);
}

TEST_F(RetryingTest, WhatWasMendedCostsNoQuota) {
  most_ = 1;
  for (int i = 0; i < 200; ++i) EXPECT_EQ(send({mended(), refusal(400, "Odd")}).attempts, 2);
}

TEST_F(RetryingTest, AnOutageUsesUpTheQuota) {
  most_ = 2;
  for (int i = 0; i < 35; ++i) EXPECT_EQ(send({answer(503), answer(503)}).attempts, 2);
  EXPECT_EQ(send({answer(503)}).attempts, 1) << "500 tokens are 35 repetitions";
  service_ = "apigateway";
  EXPECT_EQ(send({answer(503)}).attempts, 2) << "another service has its own";
  service_ = "ce";
  for (int i = 0; i < 4; ++i) send({});
  EXPECT_EQ(send({answer(503)}).attempts, 2) << "10 were left, and 4 came back";
}

TEST_F(RetryingTest, ARepetitionThatSucceedsCostsNothing) {
  for (int i = 0; i < 200; ++i) EXPECT_EQ(send({answer(503)}).attempts, 2) << i;
  for (int i = 0; i < 200; ++i) EXPECT_EQ(send({refusal(400, "Throttling")}).attempts, 2) << i;
  // A success after two repetitions returns the last one's cost, so 14 are lost each time.
  most_ = 3;
  int succeeded = 0;
  while (send({answer(503), answer(503)}).status == 200) ++succeeded;
  EXPECT_EQ(succeeded, 34) << "500 - 34 * 14 = 24 are enough for one of the two";
}

TEST_F(RetryingTest, AnInterruptEndsTheWait) {
  while_waiting_ = [this] { stop_ = slept_.size() == 2; };
  const auto interrupt = failure<sql::InterruptError>({refusal(400, "ThrottlingException")});
  EXPECT_FALSE(interrupt.maybe_charged());
  EXPECT_THAT(slept_, ElementsAre(50ms, 50ms)) << "of 500 ms";
  EXPECT_EQ(aws_.sent.size(), 1U);
}

TEST_F(RetryingTest, AnInterruptTellsWhetherAnAttemptMayHaveBeenCharged) {
  while_waiting_ = [this] { stop_ = true; };
  EXPECT_TRUE(failure<sql::InterruptError>({lost()}).maybe_charged());
  stop_ = false;
  EXPECT_TRUE(failure<sql::InterruptError>({answer(503)}).maybe_charged()) << "carried out, perhaps";
  stop_ = false;
  EXPECT_FALSE(failure<sql::InterruptError>({no_route()}).maybe_charged());
  stop_ = false;
  while_waiting_ = {};
  EXPECT_TRUE(failure<sql::InterruptError>({lost(), thrown(sql::InterruptError(false))}).maybe_charged());
  EXPECT_TRUE(failure<sql::InterruptError>({thrown(sql::InterruptError(true))}).maybe_charged());
}

TEST_F(RetryingTest, AnInterruptKeepsWhatWasMendedFromBeingSent) {
  aws_.while_sending = [this] { stop_ = true; };
  EXPECT_THROW(send({mended()}), sql::InterruptError);
  EXPECT_EQ(aws_.sent.size(), 1U);
}

TEST_F(RetryingTest, WhereTheGateRefusesTheRepetitionAwssWordsAreTold) {
  const Answer gate = thrown(sql::Error("The budget is used up."));
  EXPECT_THROW(send({gate}), sql::Error) << "the first attempt";
  Sent reply = send({refusal(400, "ThrottlingException"), gate});
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.attempts, 1);
  reply = send({answer(503, "1"), answer(503, "2"), gate});
  EXPECT_EQ(reply.body, "2");
  EXPECT_EQ(reply.attempts, 2);
  EXPECT_TRUE(reply.unsettled);
  EXPECT_STREQ(send_failure({lost(), gate}).what(), "It broke.");
  EXPECT_EQ(send({mended(), gate}).status, 403);
}

TEST_F(RetryingTest, WhatNobodyPromisedIsPassedOn) {
  EXPECT_THROW(send({thrown(std::bad_alloc())}), std::bad_alloc);
  EXPECT_THROW(send({answer(503), thrown(std::bad_alloc())}), std::bad_alloc);
  EXPECT_EQ(aws_.sent.size(), 3U);
  aws_.failure = std::make_exception_ptr(std::range_error("a bug"));
  EXPECT_THROW(send({}), std::range_error);
}

TEST_F(RetryingTest, WhatTheInterruptThrowsIsPassedOn) {
  const sql::Interrupted broken = []() -> bool { throw std::range_error("a bug"); };
  EXPECT_THROW(retrying_.send(question(), broken), std::range_error);
}

// Such as no memory to judge the answer.
TEST_F(RetryingTest, WhatCannotBeJudgedIsTheLastWord) {
  Retrying broken(aws_, {.sleep = [](milliseconds) {}, .random = []() -> double { throw std::range_error("a bug"); }});
  aws_.script["a"] = {answer(503, "paid")};
  const asking::Answer answer = broken.send(question(), {});
  ASSERT_NE(wire::reply_of(answer.outcome), nullptr);
  EXPECT_EQ(wire::reply_of(answer.outcome)->body, "paid");
}

}  // namespace
}  // namespace awscost::retry
