// Several calls at once through the meter: what is reserved, sent, charged and written down.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/asking/spend/meter.h"
#include "sql/error.h"

namespace awscost::spend {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Gets the batch whole and answers it in the order that the test wants, backwards unless it says otherwise.
class Batching : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const sql::Interrupted&) override {
    sent.push_back(call.body);
    if (call.body == "lost") throw wire::SendError("timeout.", true);
    if (call.body == "no route") throw wire::SendError("no route.", false);
    if (call.body == "refused") return {.status = 400, .body = R"({"__type":"ValidationException"})"};
    return {.status = 200, .body = call.body};
  }

  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override {
    if (failure) std::rethrow_exception(failure);
    if (handed_on) handed_on();
    for (std::size_t i = calls.size(); i-- > 0;) {
      wire::Connector::send_all(calls.subspan(i, 1), interrupted,
                                [&](std::size_t, wire::Outcome outcome) { answered(i, std::move(outcome)); });
    }
  }

  std::vector<std::string> sent;
  std::function<void()> handed_on;
  std::exception_ptr failure;
};

class MeterBatchTest : public ::testing::Test {
 protected:
  // "place outcome row", in the order told.
  std::vector<std::string> ask(const std::vector<std::string>& bodies, const sql::Interrupted& interrupted = {}) {
    std::vector<std::string> told;
    meter_.send_all(calls(bodies), interrupted, [&](std::size_t place, const wire::Outcome& outcome) {
      told.push_back(std::to_string(place) + " " + text(outcome));
    });
    return told;
  }

  static std::vector<wire::Call> calls(const std::vector<std::string>& bodies) {
    std::vector<wire::Call> out;
    for (const std::string& body : bodies) {
      out.push_back({.service = "ce", .operation = "GetCostAndUsage", .body = body, .price_usd = 0.01});
    }
    return out;
  }

  static std::string text(const wire::Outcome& outcome) {
    if (outcome.reply) return std::to_string(outcome.reply->status) + " row " + std::to_string(outcome.reply->request);
    try {
      std::rethrow_exception(outcome.error);
    } catch (const sql::InterruptError&) {
      return "interrupted";
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  // "request error charge" of each row.
  std::vector<std::string> ledger() const {
    std::vector<std::string> out;
    for (const Entry& entry : meter_.ledger().entries()) {
      out.push_back(entry.request.value_or("") + "|" + entry.error_code + "|" + dollars_text(entry.charge));
    }
    return out;
  }

  Batching connector_;
  Limits limits_{.budget = kDollar, .max_requests = 1000};
  std::chrono::steady_clock::time_point steady_{};
  Meter meter_{connector_,
               [this] { return limits_; },
               {.wall = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 7} + 10h; },
                .steady = [this] { return steady_; }}};
};

TEST_F(MeterBatchTest, EachAnswerHasItsRowInTheOrderOfTheAnswers) {
  meter_.statement_began();
  EXPECT_THAT(ask({"a", "b", "c"}), ElementsAre("2 200 row 1", "1 200 row 2", "0 200 row 3"));
  meter_.statement_ended();
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b||0.01", "a||0.01"));
  EXPECT_EQ(meter_.spent(), 30'000);
  EXPECT_EQ(meter_.last_statement_cost(), 30'000);
}

TEST_F(MeterBatchTest, EachEndIsChargedAsItIsAlone) {
  meter_.statement_began();
  EXPECT_THAT(ask({"a", "lost", "no route", "refused"}),
              ElementsAre("3 400 row 1", "2 no route.", "1 timeout.", "0 200 row 4"));
  EXPECT_THAT(ledger(), ElementsAre("refused|ValidationException|0.00", "no route|not sent|0.00", "lost|unknown|0.01",
                                    "a||0.01"));
  EXPECT_EQ(meter_.spent(), 20'000);
}

TEST_F(MeterBatchTest, EachEndNamesItsRow) {
  limits_.max_requests = 3;
  std::vector<std::string> rows;
  const wire::Answered answered = [&](std::size_t place, const wire::Outcome& outcome) {
    rows.push_back(std::to_string(place) + " row " + std::to_string(outcome.request));
  };
  meter_.send_all(calls({"a", "lost", "no route", "one too many"}), {}, answered);
  EXPECT_THAT(rows, ElementsAre("3 row 0", "2 row 1", "1 row 2", "0 row 3"));
}

TEST_F(MeterBatchTest, AFurtherAttemptIsPaidAndCountedInItsRow) {
  limits_.budget = 20'000;
  meter_.statement_began();
  ask({"lost", "refused"});
  auto again = calls({"lost", "refused"});
  again[0].request = 2;
  again[1].request = 1;
  std::vector<std::string> told;
  meter_.send_all(again, {}, [&](std::size_t place, const wire::Outcome& outcome) {
    told.push_back(std::to_string(place) + " " + text(outcome));
  });
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0],
              HasSubstr("1 This connection has spent $0.01 of its budget of $0.02 and set aside $0.01 for what"));
  EXPECT_EQ(told[1], "0 timeout.");
  EXPECT_THAT(ledger(), ElementsAre("refused|ValidationException|0.00", "lost|unknown|0.02"));
  EXPECT_EQ(meter_.ledger().entries()[1].attempts, 2);
  EXPECT_EQ(meter_.ledger().entries()[0].attempts, 1) << "the gate refused it";
  EXPECT_EQ(meter_.spent(), 20'000);
}

TEST_F(MeterBatchTest, TheBudgetIsReservedBeforeAnythingLeaves) {
  limits_.budget = 20'000;
  meter_.statement_began();
  const auto told = ask({"refused", "refused", "a", "b"});
  ASSERT_EQ(told.size(), 4U);
  EXPECT_THAT(told[0],
              HasSubstr("2 This connection has spent $0.00 of its budget of $0.02 and set aside $0.02 for what"));
  EXPECT_THAT(told[1],
              HasSubstr("3 This connection has spent $0.00 of its budget of $0.02 and set aside $0.02 for what"));
  EXPECT_THAT(connector_.sent, ElementsAre("refused", "refused"))
      << "which of them would turn out free was not known when they were handed on";
  EXPECT_EQ(meter_.spent(), 0) << "the reservations were given back";
  EXPECT_EQ(ledger().size(), 2U);
}

TEST_F(MeterBatchTest, ARehearsalIsNeitherPaidNorWrittenDown) {
  limits_ = {};  // nothing is allowed
  auto batch = calls({"a", "b"});
  for (wire::Call& call : batch) call.rehearsal = true;
  int told = 0;
  meter_.send_all(batch, {}, [&](std::size_t, const wire::Outcome& outcome) { told += outcome.reply ? 1 : 0; });
  EXPECT_EQ(told, 2);
  EXPECT_TRUE(ledger().empty());
  EXPECT_EQ(meter_.spent(), 0);
}

TEST_F(MeterBatchTest, ACallTooDearDoesNotKeepTheFreeOnesBehindIt) {
  limits_.budget = 10'000;
  auto batch = calls({"a", "b", "free"});
  batch[2].price_usd = 0;
  std::vector<std::string> told;
  meter_.send_all(batch, {}, [&](std::size_t place, const wire::Outcome& outcome) {
    told.push_back(std::to_string(place) + (outcome.reply ? " answered" : " refused"));
  });
  EXPECT_THAT(told, ElementsAre("1 refused", "2 answered", "0 answered"));
  EXPECT_EQ(meter_.spent(), 10'000);
}

TEST_F(MeterBatchTest, MaxRequestsCountsEveryCall) {
  limits_.max_requests = 2;
  meter_.statement_began();
  const auto told = ask({"a", "b", "c"});
  EXPECT_THAT(told[0], HasSubstr("2 This statement has made 2 requests for $0.00 and set aside $0.02 for what"));
  EXPECT_EQ(connector_.sent.size(), 2U);
  EXPECT_THAT(ask({"d"})[0], HasSubstr("max_requests"));
}

TEST_F(MeterBatchTest, OutsideOfStatementsABatchIsOne) {
  limits_.max_requests = 2;
  EXPECT_THAT(ask({"a", "b", "c"})[0], HasSubstr("max_requests"));
  EXPECT_EQ(meter_.last_statement_cost(), 20'000);
  EXPECT_THAT(ask({"d"}), ElementsAre("0 200 row 3"));
}

TEST_F(MeterBatchTest, DurationsCountFromWhenTheBatchWasHandedOn) {
  connector_.handed_on = [this] { steady_ += 40ms; };
  ask({"a", "b"});
  for (const Entry& entry : meter_.ledger().entries()) EXPECT_EQ(entry.duration, 40ms);
}

TEST_F(MeterBatchTest, AnInterruptIsWrittenDown) {
  EXPECT_THAT(ask({"a", "b", "c"}, [this] { return !connector_.sent.empty(); }),
              ElementsAre("2 200 row 1", "1 interrupted", "0 interrupted"));
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b|not sent|0.00", "a|not sent|0.00"));
  EXPECT_EQ(meter_.spent(), 10'000);
}

TEST_F(MeterBatchTest, WhatTheAskerThrowsLeavesTheAccountsInOrder) {
  int told = 0;
  const wire::Answered answered = [&](std::size_t, const wire::Outcome&) {
    ++told;
    throw std::range_error("unreadable");
  };
  EXPECT_THROW(meter_.send_all(calls({"a", "b", "c"}), {}, answered), std::range_error);
  EXPECT_EQ(told, 1);
  EXPECT_THAT(ledger(), ElementsAre("c||0.01", "b|not sent|0.00", "a|not sent|0.00"));
  limits_.budget = 20'000;
  EXPECT_THAT(ask({"d"}), ElementsAre("0 200 row 4")) << "nothing stays reserved";
}

TEST_F(MeterBatchTest, AConnectorThatFailsAsAWholeFailsEachCall) {
  connector_.failure = std::make_exception_ptr(sql::Error("AWSCOST_CONNECTOR is wrong."));
  EXPECT_THAT(ask({"a", "b"}), ElementsAre("0 AWSCOST_CONNECTOR is wrong.", "1 AWSCOST_CONNECTOR is wrong."));
  EXPECT_THAT(ledger(), ElementsAre("a|not sent|0.00", "b|not sent|0.00")) << "a setting is read before sending";
  connector_.failure = std::make_exception_ptr(std::bad_alloc());
  ask({"c"});
  EXPECT_EQ(meter_.ledger().entries().back().error_code, kUnknown) << "nobody knows how far it got";
}

}  // namespace
}  // namespace awscost::spend
