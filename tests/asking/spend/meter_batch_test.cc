// Several calls at once through the meter: what is reserved, sent, charged and recorded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <new>
#include <stdexcept>

#include "connectors/asking/spend/meter.h"
#include "out_of_memory.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::spend {
namespace {

using namespace std::chrono_literals;
using asking::dollars_text;
using asking::kDollar;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Receives a whole batch and answers it in the test's order, by default backwards.
class Batching : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    if (failure) std::rethrow_exception(failure);
    if (handed_on) handed_on();
    for (std::size_t i = questions.size(); i-- > 0;) {
      const bool stopped = interrupted && interrupted();
      answered(i, stopped ? asking::not_sent() : send_one(questions[i].call.body));
      if (i == fails_after) throw std::bad_alloc();
    }
  }

  std::vector<std::string> sent;
  std::function<void()> handed_on;
  std::exception_ptr failure;                                         // before anything is sent
  std::size_t fails_after = std::numeric_limits<std::size_t>::max();  // the question at that place is answered

 private:
  asking::Answer send_one(const std::string& body) {
    sent.push_back(body);
    if (body == "lost") return {.outcome = wire::SendError("timeout.", true)};
    if (body == "no route") return {.outcome = wire::SendError("no route.", false)};
    if (body == "refused")
      return {.outcome = wire::Reply{.status = 400, .body = R"({"__type":"ValidationException"})"}};
    return {.outcome = wire::Reply{.status = 200, .body = body}};
  }
};

class MeterBatchTest : public ::testing::Test {
 protected:
  // "place outcome row", in the order reported.
  std::vector<std::string> ask(const std::vector<std::string>& bodies, const sql::Interrupted& interrupted = {}) {
    return ask_all(questions(bodies), interrupted);
  }
  std::vector<std::string> ask_all(const std::vector<asking::Question>& questions,
                                   const sql::Interrupted& interrupted = {}) {
    std::vector<std::string> told;
    meter_.send_all(questions, interrupted, [&](std::size_t place, const asking::Answer& answer) {
      told.push_back(std::to_string(place) + " " + text(answer));
    });
    return told;
  }

  std::vector<asking::Question> questions(const std::vector<std::string>& bodies) {
    asking::Destination destination = test::destination_to(nobody_);
    destination.limits = limits_;
    std::vector<asking::Question> out;
    for (const std::string& body : bodies) {
      out.push_back(test::question_to(destination, body));
      out.back().tally = tally_;
    }
    return out;
  }

  static std::string text(const asking::Answer& answer) {
    const wire::Reply* reply = wire::reply_of(answer.outcome);
    if (reply != nullptr) return std::to_string(reply->status) + " row " + std::to_string(answer.row);
    return wire::is_interrupt(answer.outcome) ? "interrupted" : wire::words_of(answer.outcome);
  }

  // "request error charge" of each row.
  std::vector<std::string> ledger() const {
    std::vector<std::string> out;
    for (std::uint64_t row = 1; row <= meter_.ledger().size(); ++row) {
      const Entry& entry = meter_.ledger().entry(row);
      out.push_back(entry.request.value_or("") + "|" + entry.error_code + "|" + dollars_text(entry.charge));
    }
    return out;
  }

  test::Nobody nobody_;
  Batching sender_;
  asking::Limits limits_{.budget = kDollar, .max_requests = 1000};
  asking::Tally statement_;
  asking::Tally* tally_ = &statement_;
  std::chrono::steady_clock::time_point steady_{};
  Meter meter_{sender_,
               {.wall = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 7} + 10h; },
                .steady = [this] { return steady_; }}};
};

TEST_F(MeterBatchTest, EachAnswerHasItsRowInTheOrderOfTheAnswers) {
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("2 200 row 1", "1 200 row 2", "0 200 row 3"));
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b||0.01", "a||0.01"));
  EXPECT_EQ(meter_.spent(), 30'000);
  EXPECT_EQ(statement_.cost, 30'000);
  EXPECT_EQ(statement_.requests, 3);
}

TEST_F(MeterBatchTest, EachEndIsChargedAsItIsAlone) {
  EXPECT_THAT(ask({"a", "lost", "no route", "refused"}),
              ElementsAre("3 400 row 1", "2 no route.", "1 timeout.", "0 200 row 4"));
  EXPECT_THAT(ledger(), ElementsAre("refused|ValidationException|0.00", "no route|not sent|0.00", "lost|unknown|0.01",
                                    "a||0.01"));
  EXPECT_EQ(meter_.spent(), 20'000);
}

TEST_F(MeterBatchTest, EachEndNamesItsRow) {
  limits_.max_requests = 3;
  std::vector<std::string> rows;
  const asking::Answered answered = [&](std::size_t place, const asking::Answer& answer) {
    rows.push_back(std::to_string(place) + " row " + std::to_string(answer.row));
  };
  meter_.send_all(questions({"a", "lost", "no route", "one too many"}), {}, answered);
  EXPECT_THAT(rows, ElementsAre("3 row 0", "2 row 1", "1 row 2", "0 row 3"));
}

TEST_F(MeterBatchTest, AFurtherAttemptIsPaidAndCountedInItsRow) {
  limits_.budget = 20'000;
  ask({"lost", "refused"});
  auto again = questions({"lost", "refused"});
  again[0].row = 2;
  again[1].row = 1;
  const std::vector<std::string> told = ask_all(again);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0],
              HasSubstr("1 This connection has spent $0.01 of its budget of $0.02 and set aside $0.01 for requests"));
  EXPECT_EQ(told[1], "0 timeout.");
  EXPECT_THAT(ledger(), ElementsAre("refused|ValidationException|0.00", "lost|unknown|0.02"));
  EXPECT_EQ(meter_.ledger().entry(2).attempts, 2);
  EXPECT_EQ(meter_.ledger().entry(1).attempts, 1) << "the gate refused it";
  EXPECT_EQ(meter_.spent(), 20'000);
}

TEST_F(MeterBatchTest, TheBudgetIsReservedBeforeAnythingLeaves) {
  limits_.budget = 20'000;
  const auto told = ask({"refused", "refused", "a", "b"});
  ASSERT_EQ(told.size(), 4U);
  EXPECT_THAT(told[0],
              HasSubstr("2 This connection has spent $0.00 of its budget of $0.02 and set aside $0.02 for requests"));
  EXPECT_THAT(told[1],
              HasSubstr("3 This connection has spent $0.00 of its budget of $0.02 and set aside $0.02 for requests"));
  EXPECT_THAT(sender_.sent, ElementsAre("refused", "refused"))
      << "which of them would turn out free was not known when they were handed on";
  EXPECT_EQ(meter_.spent(), 0) << "the reservations were given back";
  EXPECT_EQ(ledger().size(), 2U);
}

TEST_F(MeterBatchTest, ACallTooDearDoesNotKeepTheFreeOnesBehindIt) {
  limits_.budget = 10'000;
  auto batch = questions({"a", "b", "free"});
  batch[2].call.price_usd = 0;
  std::vector<std::string> told;
  meter_.send_all(batch, {}, [&](std::size_t place, const asking::Answer& answer) {
    told.push_back(std::to_string(place) + (wire::reply_of(answer.outcome) != nullptr ? " answered" : " refused"));
  });
  EXPECT_THAT(told, ElementsAre("1 refused", "2 answered", "0 answered"));
  EXPECT_EQ(meter_.spent(), 10'000);
}

TEST_F(MeterBatchTest, MaxRequestsCountsEveryCall) {
  limits_.max_requests = 2;
  const auto told = ask({"a", "b", "c"});
  EXPECT_THAT(told[0], HasSubstr("2 This statement has made 2 requests for $0.00 and set aside $0.02 for requests"));
  EXPECT_EQ(sender_.sent.size(), 2U);
  EXPECT_THAT(ask({"d"})[0], HasSubstr("max_requests"));
}

TEST_F(MeterBatchTest, OutsideOfStatementsNobodyCounts) {
  limits_.max_requests = 2;
  tally_ = nullptr;
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("2 200 row 1", "1 200 row 2", "0 200 row 3"));
  EXPECT_EQ(meter_.spent(), 30'000);
}

TEST_F(MeterBatchTest, QuestionsOfTwoStatementsAreCountedApart) {
  limits_.max_requests = 1;
  auto batch = questions({"a", "b", "c"});
  asking::Tally other;
  batch[1].tally = &other;
  const auto told = ask_all(batch);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_THAT(told[0], HasSubstr("2 This statement has made 1 request for"));
  EXPECT_EQ(other.requests, 1);
  EXPECT_EQ(other.cost, 10'000);
  EXPECT_EQ(statement_.requests, 1);
  EXPECT_EQ(statement_.cost, 10'000);
}

TEST_F(MeterBatchTest, DurationsCountFromWhenTheBatchWasHandedOn) {
  sender_.handed_on = [this] { steady_ += 40ms; };
  ask({"a", "b"});
  ASSERT_EQ(meter_.ledger().size(), 2U);
  for (const std::uint64_t row : {1U, 2U}) EXPECT_EQ(meter_.ledger().entry(row).duration, 40ms);
}

TEST_F(MeterBatchTest, AnInterruptIsWrittenDown) {
  EXPECT_THAT(ask({"a", "b", "c"}, [this] { return !sender_.sent.empty(); }),
              ElementsAre("2 200 row 1", "1 interrupted", "0 interrupted"));
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b|not sent|0.00", "a|not sent|0.00"));
  EXPECT_EQ(meter_.spent(), 10'000);
}

TEST_F(MeterBatchTest, WhatTheAskerThrowsLeavesTheAccountsInOrder) {
  int told = 0;
  const asking::Answered answered = [&](std::size_t, const asking::Answer&) {
    ++told;
    throw std::range_error("unreadable");
  };
  EXPECT_THROW(meter_.send_all(questions({"a", "b", "c"}), {}, answered), std::range_error);
  EXPECT_EQ(told, 1);
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b|not sent|0.00", "a|not sent|0.00"));
  limits_.budget = 20'000;
  EXPECT_THAT(ask({"d"}), ElementsAre("0 200 row 4")) << "nothing stays reserved";
}

TEST_F(MeterBatchTest, ASenderThatFailsAsAWholeFailsEachQuestion) {
  sender_.failure = std::make_exception_ptr(sql::Error("AWSCOST_CONNECTOR is wrong."));
  EXPECT_THAT(ask({"a", "b"}), ElementsAre("0 AWSCOST_CONNECTOR is wrong.", "1 AWSCOST_CONNECTOR is wrong."));
  EXPECT_THAT(ledger(), ElementsAre("a|not sent|0.00", "b|not sent|0.00")) << "a setting is read before sending";
  sender_.failure = std::make_exception_ptr(std::bad_alloc());
  ask({"c"});
  EXPECT_EQ(meter_.ledger().entry(3).error_code, kUnknown) << "nobody knows how far it got";
  EXPECT_EQ(meter_.spent(), 10'000);
  EXPECT_EQ(statement_.cost, 10'000);
}

TEST_F(MeterBatchTest, ASenderThatFailsHalfWayFailsTheOthersOnly) {
  sender_.fails_after = 1;
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("2 200 row 1", "1 200 row 2", "0 std::bad_alloc"));
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b||0.01", "a|unknown|0.01"));
  limits_.budget = 40'000;
  EXPECT_THAT(ask({"d"}), ElementsAre("0 200 row 4")) << "nothing stays reserved";
}

// AWS has charged already, so the row, the budget and the tally have the charge even without memory for the texts.
TEST_F(MeterBatchTest, AChargeIsKeptAlthoughTheWordsOfTheAnswerCannotBeRead) {
  const std::string id(100, 'r');  // too long for a string without an allocation
  class WithoutMemory : public asking::Sender {
   public:
    explicit WithoutMemory(wire::Reply reply) : reply_(std::move(reply)) {}
    void send_all(std::span<const asking::Question>, const sql::Interrupted&,
                  const asking::Answered& answered) override {
      asking::Answer answer{.outcome = reply_};
      const OutOfMemory out_of_memory;
      answered(0, std::move(answer));
    }

   private:
    wire::Reply reply_;
  };
  for (const int status : {200, 400}) {
    WithoutMemory sender({.status = status, .headers = {{"x-amzn-RequestId", id}}, .body = "12345"});
    Meter meter(sender, process_clock());
    const auto batch = questions({"a"});
    statement_ = {};
    asking::Answer told;
    meter.send_all(batch, {}, [&](std::size_t, asking::Answer answer) {
      OutOfMemory::end();
      told = std::move(answer);
    });
    SCOPED_TRACE(status);
    ASSERT_NE(wire::reply_of(told.outcome), nullptr);
    EXPECT_EQ(wire::reply_of(told.outcome)->body, "12345");
    EXPECT_EQ(told.row, 1U);
    ASSERT_EQ(meter.ledger().size(), 1U);
    EXPECT_EQ(meter.ledger().entry(1).status, status);
    EXPECT_EQ(meter.ledger().entry(1).bytes, 5);
    EXPECT_EQ(meter.ledger().entry(1).request_id, "") << "there was no memory for it";
    EXPECT_EQ(meter.ledger().entry(1).charge, status == 200 ? 10'000 : 0);
    EXPECT_EQ(meter.spent(), status == 200 ? 10'000 : 0);
    EXPECT_EQ(statement_.cost, status == 200 ? 10'000 : 0);
  }
}

}  // namespace
}  // namespace awscost::spend
