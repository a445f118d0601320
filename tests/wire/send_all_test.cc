// Several calls to a Connector that can do one at a time: what it owes to who asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/wire/asker.h"

namespace awscost::wire {
namespace {

using ::testing::ElementsAre;

// Answers with the call's body; "fail", "interrupt" and "out of memory" do so.
class Echo : public Connector {
 public:
  Reply send(const Call& call, const sql::Interrupted&) override {
    sent.push_back(call.body);
    if (call.body == "fail") throw SendError("no route.", false);
    if (call.body == "interrupt") throw sql::InterruptError(true);
    if (call.body == "out of memory") throw std::bad_alloc();
    return {.status = 200, .body = call.body};
  }
  std::vector<std::string> sent;
};

std::string text_of(const Outcome& outcome) {
  EXPECT_NE(outcome.reply.has_value(), static_cast<bool>(outcome.error)) << "exactly one of them";
  if (outcome.reply) return outcome.reply->body;
  try {
    std::rethrow_exception(outcome.error);
  } catch (const SendError& error) {
    return error.what();
  } catch (const sql::InterruptError& error) {
    return error.maybe_charged() ? "interrupted, maybe charged" : "interrupted before sending";
  } catch (const std::exception&) {
    return "something else";
  }
}

class SendAllTest : public ::testing::Test {
 protected:
  void ask(const std::vector<std::string>& bodies, const sql::Interrupted& interrupted = {}) {
    std::vector<Call> calls;
    for (const std::string& body : bodies) calls.push_back({.body = body});
    echo_.send_all(calls, interrupted, [this](std::size_t call, const Outcome& outcome) {
      told_.push_back(std::to_string(call) + " " + text_of(outcome));
    });
  }

  Echo echo_;
  std::vector<std::string> told_;
};

TEST_F(SendAllTest, OneAfterTheOther) {
  ask({"a", "b", "a"});
  EXPECT_THAT(told_, ElementsAre("0 a", "1 b", "2 a"));
}

TEST_F(SendAllTest, NothingAskedNothingTold) {
  ask({});
  EXPECT_TRUE(told_.empty());
}

TEST_F(SendAllTest, AnErrorOfOneDoesNotTouchTheOthers) {
  ask({"fail", "a", "out of memory", "b"});
  EXPECT_THAT(told_, ElementsAre("0 no route.", "1 a", "2 something else", "3 b"));
}

TEST_F(SendAllTest, AnInterruptedCallKeepsTheNextOnesFromBeingSent) {
  ask({"a", "interrupt", "b", "c"});
  EXPECT_THAT(told_, ElementsAre("0 a", "1 interrupted, maybe charged", "2 interrupted before sending",
                                 "3 interrupted before sending"));
  EXPECT_THAT(echo_.sent, ElementsAre("a", "interrupt"));
}

TEST_F(SendAllTest, AnInterruptBetweenTwoCallsDoesToo) {
  ask({"a", "b"}, [this] { return !echo_.sent.empty(); });
  EXPECT_THAT(told_, ElementsAre("0 a", "1 interrupted before sending"));
  EXPECT_THAT(echo_.sent, ElementsAre("a"));
}

TEST_F(SendAllTest, WhatTheAskerThrowsEndsTheBatchAndIsThrown) {
  const std::vector<Call> calls{{.body = "a"}, {.body = "b"}, {.body = "c"}};
  int told = 0;
  const Answered answered = [&](std::size_t, const Outcome&) {
    if (++told == 2) throw std::out_of_range("unreadable");
  };
  EXPECT_THROW(echo_.send_all(calls, {}, answered), std::out_of_range);
  EXPECT_EQ(told, 2);
  EXPECT_THAT(echo_.sent, ElementsAre("a", "b"));
}

TEST_F(SendAllTest, SoDoesAnInterruptThatThrows) {
  EXPECT_THROW(ask({"a"}, []() -> bool { throw std::out_of_range("no connection"); }), std::out_of_range);
  EXPECT_TRUE(echo_.sent.empty());
}

}  // namespace
}  // namespace awscost::wire
