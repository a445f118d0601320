// A statement never pays twice for the same answer.
#include "connectors/asking/spend/replies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace awscost::spend {
namespace {

using ::testing::ElementsAre;

class Counting : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const sql::Interrupted&) override {
    ++sent;
    if (call.body == "fail") throw wire::SendError("no route.", false);
    return {.status = status, .body = call.body + " answered " + std::to_string(sent), .request = 7};
  }
  int sent = 0;
  int status = 200;
};

class Watcher : public sql::StatementWatcher {
 public:
  void statement_began() override { ++open; }
  void statement_ended() override { --open; }
  int open = 0;
};

const sql::Interrupted kNever = [] { return false; };

wire::Call call(const std::string& body) {
  return {.service = "ce", .operation = "GetCostAndUsage", .body = body};
}

class RepliesTest : public testing::TestWithParam<std::size_t> {
 protected:
  std::string ask(const std::string& body) { return replies_.send(call(body), kNever).body; }

  // "place body request", in the order told.
  std::vector<std::string> ask_all(const std::vector<std::string>& bodies) {
    std::vector<wire::Call> calls;
    for (const std::string& body : bodies) calls.push_back(call(body));
    std::vector<std::string> told;
    replies_.send_all(calls, kNever, [&](std::size_t place, const wire::Outcome& outcome) {
      const std::string what =
          outcome.reply ? outcome.reply->body + " " + std::to_string(outcome.reply->request) : "failed";
      told.push_back(std::to_string(place) + " " + what);
    });
    return told;
  }

  Counting connector_;
  Watcher watcher_;
  Replies replies_{connector_, &watcher_, GetParam()};
};

TEST_P(RepliesTest, TheSameRequestIsSentOnceAStatement) {
  replies_.statement_began();
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(connector_.sent, 2);
  replies_.statement_ended();
  replies_.statement_began();
  EXPECT_EQ(ask("a"), "a answered 3") << "the next statement asks anew";
}

// What does not fit into memory goes to a file, but for answers that may hold the secret values of API keys.
TEST(Replies, SecretsNeverGoIntoAFile) {
  Counting connector;
  Replies replies(connector, nullptr, 0);
  replies.statement_began();
  wire::Call secret = call("keys");
  secret.secret = true;
  (void)replies.send(secret, kNever);
  (void)replies.send(secret, kNever);
  EXPECT_EQ(connector.sent, 2);
  (void)replies.send(call("costs"), kNever);
  (void)replies.send(call("costs"), kNever);
  EXPECT_EQ(connector.sent, 3);
}

TEST_P(RepliesTest, ARepeatedAnswerIsNoRowOfTheLedger) {
  replies_.statement_began();
  EXPECT_EQ(replies_.send(call("a"), kNever).request, 7U);
  EXPECT_EQ(replies_.send(call("a"), kNever).request, 0U);
}

TEST_P(RepliesTest, OutsideAStatementNothingIsKept) {
  ask("a");
  EXPECT_EQ(ask("a"), "a answered 2");
}

TEST_P(RepliesTest, ErrorsAreAskedAgain) {
  replies_.statement_began();
  connector_.status = 400;
  ask("a");
  connector_.status = 200;
  EXPECT_EQ(ask("a"), "a answered 2");
}

TEST_P(RepliesTest, WhatDiffersAnywhereIsAnotherRequest) {
  replies_.statement_began();
  wire::Call one = call("a");
  wire::Call two = call("a");
  two.profile = "prod";
  wire::Call three = call("a");
  three.query = {{"keyId", "x"}};
  for (const wire::Call& each : {one, two, three, one, two, three}) replies_.send(each, kNever);
  EXPECT_EQ(connector_.sent, 3);
}

TEST_P(RepliesTest, StatementsNestAndAreToldOn) {
  replies_.statement_began();
  replies_.statement_began();
  ask("a");
  replies_.statement_ended();
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(watcher_.open, 1);
  replies_.statement_ended();
  EXPECT_EQ(watcher_.open, 0);
}

TEST_P(RepliesTest, OfSeveralCallsOnlyWhatIsNotKnownIsSent) {
  replies_.statement_began();
  ask("a");
  EXPECT_THAT(ask_all({"b", "a", "c"}), ElementsAre("1 a answered 1 0", "0 b answered 2 7", "2 c answered 3 7"));
  EXPECT_THAT(ask_all({"c", "b"}), ElementsAre("0 c answered 3 0", "1 b answered 2 0"));
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(connector_.sent, 3);
}

TEST_P(RepliesTest, TheSameCallTwiceInABatchIsSentOnce) {
  replies_.statement_began();
  EXPECT_THAT(ask_all({"a", "b", "a", "a"}),
              ElementsAre("0 a answered 1 7", "2 a answered 1 0", "3 a answered 1 0", "1 b answered 2 7"));
  EXPECT_EQ(connector_.sent, 2);
}

// A join asks anew for each row of the other table: who has signed in is known by then.
TEST_P(RepliesTest, RehearsalsAreMadeOnceAStatement) {
  const auto rehearse = [&](const std::vector<std::string>& profiles, const std::string& body) {
    std::vector<wire::Call> calls;
    for (const std::string& profile : profiles) {
      calls.push_back(call(body));
      calls.back().profile = profile;
      calls.back().rehearsal = true;
    }
    int well = 0;
    replies_.send_all(calls, kNever, [&](std::size_t, const wire::Outcome& outcome) { well += outcome.reply ? 1 : 0; });
    return well;
  };
  replies_.statement_began();
  EXPECT_EQ(rehearse({"prod", "dev"}, "a"), 2);
  EXPECT_EQ(connector_.sent, 2);
  EXPECT_EQ(rehearse({"prod", "dev", "test"}, "b"), 3);
  EXPECT_EQ(connector_.sent, 3) << "test is new";
  EXPECT_EQ(rehearse({"bad"}, "fail"), 0);
  EXPECT_EQ(rehearse({"bad"}, "fail"), 0);
  EXPECT_EQ(connector_.sent, 5) << "an error is no answer";
  EXPECT_EQ(ask("a"), "a answered 6") << "a rehearsal answers no question";
  replies_.statement_ended();
  replies_.statement_began();
  EXPECT_EQ(rehearse({"prod"}, "a"), 1);
  EXPECT_EQ(connector_.sent, 7);
}

TEST_P(RepliesTest, OutsideAStatementABatchIsKeptForItselfOnly) {
  EXPECT_THAT(ask_all({"a", "a"}), ElementsAre("0 a answered 1 7", "1 a answered 1 0"));
  EXPECT_EQ(ask("a"), "a answered 2");
}

TEST_P(RepliesTest, ErrorsOfABatchAreAskedAgain) {
  replies_.statement_began();
  EXPECT_THAT(ask_all({"fail", "fail", "a"}), ElementsAre("0 failed", "1 failed", "2 a answered 2 7"));
  EXPECT_THAT(ask_all({"fail", "a"}), ElementsAre("1 a answered 2 0", "0 failed"));
  EXPECT_EQ(connector_.sent, 3);
  connector_.status = 400;
  ask_all({"b"});
  connector_.status = 200;
  EXPECT_THAT(ask_all({"b"}), ElementsAre("0 b answered 5 7"));
}

TEST_P(RepliesTest, WhatTheAskerThrowsAtAKnownAnswerSendsNothing) {
  replies_.statement_began();
  ask("a");
  const std::vector<wire::Call> calls{call("a"), call("b")};
  EXPECT_THROW(replies_.send_all(calls, kNever, [](std::size_t, const wire::Outcome&) { throw std::range_error(""); }),
               std::range_error);
  EXPECT_EQ(connector_.sent, 1);
}

TEST_P(RepliesTest, WhatTheAskerThrowsIsThrownAfterTheAnswerWasKept) {
  replies_.statement_began();
  const std::vector<wire::Call> calls{call("a"), call("b")};
  EXPECT_THROW(replies_.send_all(calls, kNever, [](std::size_t, const wire::Outcome&) { throw std::range_error(""); }),
               std::range_error);
  EXPECT_EQ(connector_.sent, 1);
  EXPECT_EQ(ask("a"), "a answered 1") << "it was paid";
}

// 0: everything goes to the file.
INSTANTIATE_TEST_SUITE_P(Bytes, RepliesTest, testing::Values(0U, 12U, kMostReplyBytesInMemory));

}  // namespace
}  // namespace awscost::spend
