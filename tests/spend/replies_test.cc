// A statement never pays twice for the same answer.
#include "connectors/spend/replies.h"

#include <gtest/gtest.h>

namespace awscost::spend {
namespace {

class Counting : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const wire::Interrupted&) override {
    ++sent;
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

const wire::Interrupted kNever = [] { return false; };

wire::Call call(const std::string& body) {
  return {.service = "ce", .operation = "GetCostAndUsage", .body = body};
}

class RepliesTest : public testing::TestWithParam<std::size_t> {
 protected:
  std::string ask(const std::string& body) { return replies_.send(call(body), kNever).body; }
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

// 0: everything goes to the file.
INSTANTIATE_TEST_SUITE_P(Bytes, RepliesTest, testing::Values(0U, 12U, kMostReplyBytesInMemory));

}  // namespace
}  // namespace awscost::spend
