// Retrying over the meter: what is charged, refused and recorded for a call with several attempts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/asking/retry/retrying.h"
#include "connectors/asking/spend/in_sql.h"
#include "connectors/asking/spend/meter.h"
#include "scripted.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::retry {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const sql::Interrupted kNever = [] { return false; };

class MoneyTest : public ::testing::Test {
 protected:
  // A reply, and what was reported of its attempts.
  struct Sent {
    int status = 0;
    int attempts = 0;
    std::uint64_t row = 0;
  };

  // Throws the failure.
  Sent send(const std::string& body, std::deque<Answer> answers) {
    aws_.script[body] = std::move(answers);
    const asking::Answer answer = retrying_.send(question(body), kNever);
    const wire::Reply* reply = wire::reply_of(answer.outcome);
    if (reply == nullptr) wire::throw_failure(answer.outcome);
    return {reply->status, answer.attempts, answer.row};
  }

  asking::Question question(const std::string& body) {
    asking::Destination destination = test::destination_to(nobody_);
    destination.limits = limits_;
    asking::Question question = test::question_to(destination, body);
    question.tally = &tally_;
    return question;
  }

  // "request status error attempts bytes ms charge" of each row of awscost_requests.
  std::vector<std::string> ledger() {
    const auto table = spend::requests_table(meter_.ledger());
    const sql::Scan scan;
    sql::Statement statement;
    const auto rows = table->open(scan, statement);
    std::vector<std::string> out;
    while (rows->next(kNever)) {
      std::string line;
      for (const char* name : {"request", "status", "error_code", "attempts", "bytes", "duration_ms", "charge_usd"}) {
        line += (line.empty() ? "" : " ") + text(rows->cell(sql::find(table->table(), name).value()));
      }
      out.push_back(line);
    }
    return out;
  }

  static std::string text(const sql::Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&cell)) return sql::literal(*real);
    return "NULL";
  }

  test::Nobody nobody_;
  Scripted aws_;
  asking::Limits limits_{.budget = asking::kDollar, .max_requests = 1000};
  asking::Tally tally_;
  std::chrono::steady_clock::time_point steady_{};
  spend::Meter meter_{aws_,
                      {.wall = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 7} + 10h; },
                       .steady = [this] { return steady_ += 20ms; }}};
  Retrying retrying_{
      meter_, {.sleep = [this](std::chrono::milliseconds step) { steady_ += step; }, .random = [] { return 0.5; }}};
};

TEST_F(MoneyTest, ALostAttemptAndAGoodOneCostTwoRequests) {
  limits_.budget = 20'000;
  EXPECT_EQ(send("a", {lost()}).attempts, 2);
  EXPECT_EQ(meter_.spent(), 20'000);
  EXPECT_THROW(send("b", {}), sql::Error);
  EXPECT_EQ(aws_.sent.size(), 2U) << "the third is refused before it is sent";
  EXPECT_THAT(ledger(), ElementsAre("a 200 NULL 2 1 40 0.02"));
}

TEST_F(MoneyTest, TheBudgetEndsRepeatingWithTheFirstFailuresWords) {
  limits_.budget = 10'000;
  try {
    send("a", {lost()});
    ADD_FAILURE() << "sent twice";
  } catch (const wire::SendError& error) {
    EXPECT_STREQ(error.what(), "It broke.");
    EXPECT_TRUE(error.maybe_charged());
  }
  EXPECT_EQ(meter_.spent(), 10'000);
  EXPECT_THAT(ledger(), ElementsAre("a NULL unknown 1 0 20 0.01"));
}

TEST_F(MoneyTest, RefusalsCostNothingHoweverMany) {
  limits_.budget = 10'000;
  EXPECT_EQ(send("a", {answer(503, "down"), refusal(400, "LimitExceededException")}).status, 200);
  EXPECT_EQ(meter_.spent(), 10'000);
  // 4 bytes of the first answer, 35 of the second, 1 of the last; 20 ms each, without the pauses.
  EXPECT_THAT(ledger(), ElementsAre("a 200 NULL 3 40 60 0.01"));
}

TEST_F(MoneyTest, MaxRequestsCountsAttempts) {
  limits_.max_requests = 4;
  EXPECT_EQ(send("a", {answer(503)}).attempts, 2);
  EXPECT_EQ(send("b", {answer(503), answer(503)}).status, 503) << "the fifth is refused: AWS's words are told";
  try {
    send("c", {});
    ADD_FAILURE() << "sent";
  } catch (const sql::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("This statement has made 4 requests for $0.01"));
  }
  EXPECT_EQ(aws_.sent.size(), 4U);
  EXPECT_EQ(tally_.requests, 4);
  EXPECT_EQ(tally_.cost, 10'000);
  EXPECT_THAT(ledger(), ElementsAre("a 200 NULL 2 1 40 0.01", "b 503 503 2 0 40 0"));
}

TEST_F(MoneyTest, ARowShowsTheLastAttempt) {
  EXPECT_EQ(send("a", {refusal(400, "ThrottlingException"), refusal(400, "AccessDeniedException")}).status, 400);
  EXPECT_THROW(send("b", {answer(503), lost(Cause::kTimeout)}), wire::SendError);
  EXPECT_THROW(send("c", {no_route(), no_route(), no_route()}), wire::SendError);
  EXPECT_THROW(send("d", {lost(), no_route(), no_route()}), wire::SendError);
  EXPECT_THAT(ledger(), ElementsAre("a 400 AccessDeniedException 2 66 40 0", "b NULL unknown 2 0 40 0.01",
                                    "c NULL not sent 3 0 60 0", "d NULL unknown 3 0 60 0.01"));
}

TEST_F(MoneyTest, TheAnswerNamesItsRow) {
  EXPECT_EQ(send("a", {answer(503)}).row, 1U);
  const std::uint64_t row = send("b", {lost(), answer(503)}).row;
  EXPECT_EQ(row, 2U);
  meter_.rows_decoded(row, 7);
  EXPECT_EQ(meter_.ledger().entry(2).rows, 7);
  EXPECT_EQ(aws_.sent[2].row, 0U);
  EXPECT_EQ(aws_.sent[3].row, 2U) << "each attempt knows the row of those before it";
  EXPECT_EQ(aws_.sent[4].row, 2U);
}

TEST_F(MoneyTest, CallsOfABatchKeepTheirRows) {
  aws_.script["a"] = {lost(), answer(503)};
  aws_.script["c"] = {answer(503)};
  std::vector<asking::Question> questions;
  for (const char* body : {"a", "b", "c"}) questions.push_back(question(body));
  std::vector<std::string> told;
  retrying_.send_all(questions, kNever, [&](std::size_t place, const asking::Answer& answer) {
    told.push_back(questions[place].call.body + " row " + std::to_string(answer.row) + " attempts " +
                   std::to_string(answer.attempts));
  });
  EXPECT_THAT(told, ElementsAre("b row 2 attempts 1", "c row 3 attempts 2", "a row 1 attempts 3"));
  EXPECT_EQ(tally_.cost, 40'000) << "three answers and one that was lost";
  ASSERT_EQ(meter_.ledger().size(), 3U);
  EXPECT_EQ(meter_.ledger().entry(1).charge, 20'000);
}

}  // namespace
}  // namespace awscost::retry
