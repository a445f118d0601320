// Every exception of a connector becomes a value of its own kind.
#include "connectors/wire/outcome.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

namespace awscost::wire {
namespace {

class Thrower : public Connector {
 public:
  Reply send(const Call& call, const sql::Interrupted&) override {
    if (call.body == "no route") throw SendError("No route.", false, SendError::Cause::kNotReached);
    if (call.body == "lost") throw SendError("Lost.", true, SendError::Cause::kTimeout);
    if (call.body == "interrupt") throw sql::InterruptError(true);
    if (call.body == "held back") throw sql::Error("Over budget.");
    if (call.body == "memory") throw std::bad_alloc();
    if (call.body == "number") throw 7;
    return {.status = 200, .body = call.body};
  }
};

Outcome outcome(const std::string& body) {
  Thrower thrower;
  return outcome_of(thrower, {.body = body}, {});
}

TEST(Outcome, AReplyIsTheReply) {
  const Outcome answered = outcome("hello");
  ASSERT_NE(reply_of(answered), nullptr);
  EXPECT_EQ(reply_of(answered)->body, "hello");
  EXPECT_FALSE(is_interrupt(answered));
}

TEST(Outcome, KeepsWhatASendErrorSays) {
  const Outcome lost = outcome("lost");
  ASSERT_TRUE(std::holds_alternative<SendError>(lost));
  EXPECT_EQ(std::get<SendError>(lost).cause(), SendError::Cause::kTimeout);
  EXPECT_EQ(words_of(lost), "Lost.");
  EXPECT_EQ(reply_of(lost), nullptr);
}

TEST(Outcome, TellsWhetherAChargeIsPossible) {
  EXPECT_FALSE(maybe_charged(outcome("no route")));
  EXPECT_TRUE(maybe_charged(outcome("lost")));
  EXPECT_TRUE(maybe_charged(outcome("interrupt")));
  EXPECT_FALSE(maybe_charged(outcome("held back")));
  EXPECT_TRUE(maybe_charged(outcome("memory"))) << "AWS may have received it";
}

TEST(Outcome, ThrowsAgainWhatItWas) {
  EXPECT_THROW(throw_failure(outcome("no route")), SendError);
  EXPECT_THROW(throw_failure(outcome("interrupt")), sql::InterruptError);
  EXPECT_THROW(throw_failure(outcome("held back")), sql::Error);
  EXPECT_THROW(throw_failure(outcome("memory")), std::bad_alloc);
  EXPECT_THROW(throw_failure(outcome("number")), int);
}

TEST(Outcome, HasASentenceForEverything) {
  EXPECT_EQ(words_of(outcome("held back")), "Over budget.");
  EXPECT_EQ(words_of(outcome("memory")), "std::bad_alloc");
  EXPECT_EQ(words_of(outcome("number")), "An error without a description ended the request.");
}

}  // namespace
}  // namespace awscost::wire
