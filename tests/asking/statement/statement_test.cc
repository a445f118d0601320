// A statement never pays twice for the same answer, and keeps its destinations until a setting changes.
#include "connectors/asking/statement/statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const sql::Interrupted kNever = [] { return false; };
// Answers "<body> answered <n>" with row 7, and charges the statement as the meter does.
class Counting : public Sender {
 public:
  void send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                const Answered& answered) override {
    Reporter reporter(answered, interrupted);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      reporter.report(i, reporter.wants_to_stop() ? not_sent() : send_one(questions[i]));
    }
    reporter.end();
  }

  int sent = 0;
  int status = 200;
  std::vector<Tally*> tallies;  // of each question sent

 private:
  Answer send_one(const Question& question) {
    ++sent;
    tallies.push_back(question.tally);
    if (question.tally != nullptr) {
      ++question.tally->requests;
      question.tally->cost += from_dollars(question.call.price_usd);
    }
    if (question.call.body == "fail") return {.outcome = wire::SendError("no route.", false)};
    return {.outcome = wire::Reply{.status = status, .body = question.call.body + " answered " + std::to_string(sent)},
            .row = 7};
  }
};

class StatementTest : public testing::Test {
 protected:
  Question question(const std::string& body) { return test::question_to(nobody_, body); }
  std::vector<Question> questions(const std::vector<std::string>& bodies) {
    std::vector<Question> out;
    for (const std::string& body : bodies) out.push_back(question(body));
    return out;
  }

  std::string ask(const std::string& body) { return ask(*statement_, body); }
  std::string ask(Statement& statement, const std::string& body) {
    return test::text_of(statement.send(question(body), kNever).outcome);
  }

  // "place text row", in the order reported.
  std::vector<std::string> ask_all(const std::vector<std::string>& bodies) {
    std::vector<std::string> told;
    statement_->send_all(questions(bodies), kNever, [&](std::size_t place, const Answer& answer) {
      const bool replied = wire::reply_of(answer.outcome) != nullptr;
      told.push_back(std::to_string(place) + " " +
                     (replied ? test::text_of(answer.outcome) + " " + std::to_string(answer.row) : "failed"));
    });
    return told;
  }

  std::unique_ptr<Statement> begin() {
    return std::make_unique<Statement>(
        Statement::Options{sender_, resolver_, [this](const Statement& ended) { ended_.push_back(ended.tally()); }});
  }

  test::Nobody nobody_;
  Counting sender_;
  test::FixedResolver resolver_{nobody_};
  std::vector<Tally> ended_;
  std::unique_ptr<Statement> statement_ = begin();
};

TEST_F(StatementTest, TheSameRequestIsSentOnceAStatement) {
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(sender_.sent, 2);
  statement_ = begin();
  EXPECT_EQ(ask("a"), "a answered 3") << "the next statement asks anew";
}

TEST_F(StatementTest, WhatFoundNoRoomIsNotPaidAgain) {
  Statement statement({.sender = sender_, .resolver = resolver_, .most_in_memory = 0, .most_without_file = 0});
  Question question = this->question("a");
  question.secret = true;  // never goes into the file
  const auto ask = [&] { return test::text_of(statement.send(question, kNever).outcome); };
  EXPECT_EQ(ask(), "a answered 1");
  EXPECT_THAT(ask(), ::testing::HasSubstr("would be paid again: this statement has had the same answer"));
  question.call.price_usd = 0;
  EXPECT_EQ(ask(), "a answered 2") << "what is free is asked again";
}

TEST_F(StatementTest, ARepeatedAnswerIsNoRowOfTheLedger) {
  EXPECT_EQ(statement_->send(question("a"), kNever).row, 7U);
  EXPECT_EQ(statement_->send(question("a"), kNever).row, 0U);
}

TEST_F(StatementTest, ErrorsAreAskedAgain) {
  sender_.status = 400;
  ask("a");
  sender_.status = 200;
  EXPECT_EQ(ask("a"), "a answered 2");
}

TEST_F(StatementTest, WhatDiffersAnywhereIsAnotherRequest) {
  const Question one = question("a");
  const Question two = test::question_to(test::destination_to(nobody_, {.profile = "prod"}), "a");
  Question three = question("a");
  three.call.query = {{"keyId", "x"}};
  for (const Question& each : {one, two, three, one, two, three}) statement_->send(each, kNever);
  EXPECT_EQ(sender_.sent, 3);
}

// After keys or the sandbox change within a statement, the replies of the earlier account must not be used.
TEST_F(StatementTest, DestinationsWithDifferentKeysNeverShareAReply) {
  const auto ask_there = [&](const Whom& whom) {
    const auto destination = statement_->destination(whom, kNever);
    return test::text_of(statement_->send({.destination = destination, .call = {.body = "a"}}, kNever).outcome);
  };
  EXPECT_EQ(ask_there({.service = "ce"}), "a answered 1");
  EXPECT_EQ(ask_there({.service = "ce", .region = "eu-west-3"}), "a answered 2");
  resolver_.account = "another";
  EXPECT_EQ(ask_there({.service = "ce"}), "a answered 1") << "of the same statement, as it was resolved";
  ++resolver_.settings;
  EXPECT_EQ(ask_there({.service = "ce"}), "a answered 3");
  resolver_.account.clear();
  ++resolver_.settings;
  EXPECT_EQ(ask_there({.service = "ce"}), "a answered 1") << "the key is the first one's again";
  EXPECT_EQ(sender_.sent, 3);
}

TEST_F(StatementTest, OfSeveralCallsOnlyWhatIsNotKnownIsSent) {
  ask("a");
  EXPECT_THAT(ask_all({"b", "a", "c"}), ElementsAre("1 a answered 1 0", "0 b answered 2 7", "2 c answered 3 7"));
  EXPECT_THAT(ask_all({"c", "b"}), ElementsAre("0 c answered 3 0", "1 b answered 2 0"));
  EXPECT_EQ(ask("b"), "b answered 2");
  EXPECT_EQ(sender_.sent, 3);
}

TEST_F(StatementTest, TheSameCallTwiceInABatchIsSentOnce) {
  EXPECT_THAT(ask_all({"a", "b", "a", "a"}),
              ElementsAre("0 a answered 1 7", "2 a answered 1 0", "3 a answered 1 0", "1 b answered 2 7"));
  EXPECT_EQ(sender_.sent, 2);
}

TEST_F(StatementTest, ErrorsOfABatchAreAskedAgain) {
  EXPECT_THAT(ask_all({"fail", "fail", "a"}), ElementsAre("0 failed", "1 failed", "2 a answered 2 7"));
  EXPECT_THAT(ask_all({"fail", "a"}), ElementsAre("1 a answered 2 0", "0 failed"));
  EXPECT_EQ(sender_.sent, 3);
  sender_.status = 400;
  ask_all({"b"});
  sender_.status = 200;
  EXPECT_THAT(ask_all({"b"}), ElementsAre("0 b answered 5 7"));
}

TEST_F(StatementTest, NobodyIsNothing) {
  EXPECT_THAT(ask_all({}), IsEmpty());
  EXPECT_EQ(sender_.sent, 0);
}

TEST_F(StatementTest, WhatTheAskerThrowsAtAKnownAnswerSendsNothing) {
  ask("a");
  EXPECT_THROW(statement_->send_all(questions({"a", "b"}), kNever,
                                    [](std::size_t, const Answer&) { throw std::range_error(""); }),
               std::range_error);
  EXPECT_EQ(sender_.sent, 1);
}

TEST_F(StatementTest, WhatTheAskerThrowsIsThrownAfterTheAnswerWasKept) {
  EXPECT_THROW(statement_->send_all(questions({"a", "b"}), kNever,
                                    [](std::size_t, const Answer&) { throw std::range_error(""); }),
               std::range_error);
  EXPECT_EQ(sender_.sent, 1);
  EXPECT_EQ(ask("a"), "a answered 1") << "it was paid";
}

TEST_F(StatementTest, AnInterruptLeavesWhatIsKnownAndSendsNothingMore) {
  ask("a");
  std::vector<std::string> told;
  statement_->send_all(
      questions({"b", "a"}), [] { return true; },
      [&](std::size_t, const Answer& answer) { told.push_back(test::text_of(answer.outcome)); });
  EXPECT_THAT(told, ElementsAre("a answered 1", "interrupted before sending"));
  EXPECT_EQ(sender_.sent, 1);
}

TEST_F(StatementTest, WhatChangesSomethingIsSentHoweverOftenItWasAsked) {
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(test::text_of(statement_->send_anew(question("a"), kNever).outcome), "a answered 2");
  EXPECT_EQ(test::text_of(statement_->send_anew(question("a"), kNever).outcome), "a answered 3");
  EXPECT_EQ(ask("a"), "a answered 1") << "the reply to a change is not kept";
  EXPECT_EQ(statement_->tally().requests, 3);
}

TEST_F(StatementTest, AfterAChangeEverythingIsAskedAnew) {
  ask("a");
  statement_->forget_replies();
  EXPECT_EQ(ask("a"), "a answered 2");
  EXPECT_EQ(ask("a"), "a answered 2");
  EXPECT_EQ(statement_->tally().requests, 2) << "what was paid stays paid";
}

TEST_F(StatementTest, ItsEndTellsWhatItHasSentAndSpent) {
  ask("a");
  ask("a");
  ask_all({"b", "c"});
  EXPECT_THAT(sender_.tallies, testing::Each(&statement_->tally()));
  EXPECT_EQ(statement_->tally().cost, 30'000);
  EXPECT_THAT(ended_, IsEmpty());
  statement_.reset();
  ASSERT_EQ(ended_.size(), 1U);
  EXPECT_EQ(ended_[0].requests, 3);
  EXPECT_EQ(ended_[0].cost, 30'000);
}

TEST_F(StatementTest, StatementsThatAreOpenAtOnceShareNothing) {
  const std::unique_ptr<Statement> other = begin();
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask(*other, "a"), "a answered 2");
  EXPECT_EQ(ask("a"), "a answered 1");
  EXPECT_EQ(ask(*other, "a"), "a answered 2");
  EXPECT_EQ(statement_->tally().requests, 1);
  EXPECT_EQ(other->tally().requests, 1);
  other->forget_replies();
  EXPECT_EQ(ask("a"), "a answered 1");
  statement_->destination({.service = "ce"}, kNever);
  other->destination({.service = "ce"}, kNever);
  EXPECT_EQ(resolver_.searches.size(), 2U);
  EXPECT_NE(&statement_->state<int>(this), &other->state<int>(this));
}

TEST_F(StatementTest, IsFoundInWhatASourceIsGiven) {
  EXPECT_EQ(&Statement::of(*statement_), statement_.get());
  sql::Statement nobodys;
  EXPECT_THROW(Statement::of(nobodys), std::logic_error);
}

// The destinations of a statement.

std::vector<std::string> profiles(const test::FixedResolver::SearchRecord& asked) {
  std::vector<std::string> out;
  for (const Whom& whom : asked.whom) out.push_back(whom.profile);
  return out;
}

class StatementDestinationsTest : public StatementTest {
 protected:
  Resolution find(const std::vector<std::string>& profiles, Search search = Search::kAll) {
    std::vector<Whom> whom;
    for (const std::string& profile : profiles) whom.push_back({.service = "ce", .profile = profile});
    return statement_->destinations(whom, kNever, search);
  }
};

TEST_F(StatementDestinationsTest, AreLookedForOnceAStatement) {
  const auto first = statement_->destination({.service = "ce"}, kNever);
  EXPECT_EQ(statement_->destination({.service = "ce"}, kNever), first);
  EXPECT_EQ(resolver_.searches.size(), 1U);
  statement_ = begin();
  statement_->destination({.service = "ce"}, kNever);
  EXPECT_EQ(resolver_.searches.size(), 2U);
}

TEST_F(StatementDestinationsTest, ServiceProfileAndRegionMakeOne) {
  statement_->destination({.service = "ce"}, kNever);
  statement_->destination({.service = "apigateway"}, kNever);
  statement_->destination({.service = "ce", .profile = "prod"}, kNever);
  statement_->destination({.service = "ce", .region = "eu-west-3"}, kNever);
  EXPECT_EQ(resolver_.searches.size(), 4U);
}

TEST_F(StatementDestinationsTest, AreLookedForAnewOnceASettingHasChanged) {
  const auto before = statement_->destination({.service = "ce"}, kNever);
  ++resolver_.settings;
  const auto after = statement_->destination({.service = "ce"}, kNever);
  EXPECT_NE(after, before);
  EXPECT_EQ(resolver_.searches.size(), 2U);
  EXPECT_EQ(statement_->destination({.service = "ce"}, kNever), after);
  EXPECT_EQ(resolver_.searches.size(), 2U);
}

// A join scans anew for each row of the other table; the destination is already known.
TEST_F(StatementDestinationsTest, OnlyWhoIsNotKnownIsLookedFor) {
  const Resolution first = find({"prod", "dev"});
  const Resolution second = find({"dev", "prod", "test"});
  ASSERT_EQ(resolver_.searches.size(), 2U);
  EXPECT_THAT(profiles(resolver_.searches[0]), ElementsAre("prod", "dev")) << "both at once";
  EXPECT_THAT(profiles(resolver_.searches[1]), ElementsAre("test"));
  ASSERT_EQ(second.destinations.size(), 3U);
  EXPECT_EQ(second.destinations[0], first.destinations[1]);
  EXPECT_EQ(second.destinations[1], first.destinations[0]);
  EXPECT_EQ(second.destinations[2]->profile, "test");
  EXPECT_FALSE(second.first_failure);
}

TEST_F(StatementDestinationsTest, WhoIsNamedTwiceIsLookedForOnce) {
  const Resolution found = find({"prod", "dev", "prod"});
  EXPECT_THAT(profiles(resolver_.searches.at(0)), ElementsAre("prod", "dev"));
  EXPECT_EQ(found.destinations[2], found.destinations[0]);
}

TEST_F(StatementDestinationsTest, WhoHasNotSignedInIsLookedForAgain) {
  resolver_.not_signed_in = "dev";
  for (int i = 0; i < 2; ++i) {
    const Resolution found = find({"prod", "dev", "test", "dev"});
    EXPECT_EQ(found.first_failure, 1U);
    EXPECT_NE(found.destinations[0], nullptr);
    EXPECT_EQ(found.destinations[1], nullptr);
    EXPECT_NE(found.destinations[2], nullptr) << "the others are found all the same";
    EXPECT_EQ(found.destinations[3], nullptr);
    EXPECT_FALSE(found.failures[0]);
    EXPECT_EQ(test::text_of(found.failures[1].value()), "Nobody has signed in.");
    EXPECT_EQ(test::text_of(found.failures[3].value()), "Nobody has signed in.");
  }
  EXPECT_THAT(profiles(resolver_.searches.at(1)), ElementsAre("dev")) << "a failure is no answer";
  resolver_.not_signed_in.clear();
  EXPECT_FALSE(find({"dev"}).first_failure) << "somebody has signed in meanwhile";
}

TEST_F(StatementDestinationsTest, ASearchUntilOneFailsStopsAtTheFirst) {
  resolver_.not_signed_in = "dev";
  find({"prod"});
  const Resolution found = find({"dev", "prod", "test"}, Search::kUntilOneFails);
  EXPECT_EQ(resolver_.searches.at(1).search, Search::kUntilOneFails);
  EXPECT_EQ(found.first_failure, 0U);
  EXPECT_NE(found.destinations[1], nullptr) << "known from before";
  EXPECT_EQ(test::text_of(found.failures[2].value()), "interrupted before sending");
}

TEST_F(StatementDestinationsTest, ASingleOneThrowsWhatItFailsWith) {
  resolver_.not_signed_in = "dev";
  EXPECT_THROW(statement_->destination({.service = "ce", .profile = "dev"}, kNever), wire::SendError);
}

// The statements of a connection.

class StatementsTest : public StatementTest {
 protected:
  Statements statements_{sender_, resolver_};
};

TEST_F(StatementsTest, LastCostIsOfTheLastThatEnded) {
  EXPECT_EQ(statements_.last_cost(), std::nullopt);
  std::shared_ptr<Statement> one = statements_.begin();
  std::shared_ptr<Statement> other = statements_.begin();
  ask(*one, "a");
  ask(*other, "a");
  ask(*other, "b");
  EXPECT_EQ(statements_.last_cost(), std::nullopt) << "both still run";
  other.reset();
  EXPECT_EQ(statements_.last_cost(), 20'000);
  one.reset();
  EXPECT_EQ(statements_.last_cost(), 10'000);
  statements_.begin();
  EXPECT_EQ(statements_.last_cost(), 0) << "a statement that sent nothing cost nothing";
}

TEST_F(StatementsTest, LastCostIsOfTheStatementBeforeWhileOneRuns) {
  std::shared_ptr<Statement> one = statements_.begin();
  ask(*one, "a");
  one.reset();
  one = statements_.begin();
  ask(*one, "a");
  ask(*one, "b");
  EXPECT_EQ(statements_.last_cost(), 10'000);
  one.reset();
  EXPECT_EQ(statements_.last_cost(), 20'000);
}

TEST_F(StatementsTest, AChangeIsKnownToAllThatAreOpen) {
  const std::shared_ptr<Statement> one = statements_.begin();
  const std::shared_ptr<Statement> other = statements_.begin();
  statements_.begin().reset();
  ask(*one, "a");
  ask(*other, "a");
  statements_.forget_replies();
  EXPECT_EQ(ask(*one, "a"), "a answered 3");
  EXPECT_EQ(ask(*other, "a"), "a answered 4");
}

}  // namespace
}  // namespace awscost::asking
