// What is sent, charged and recorded, and how `awscost_requests` and awscost_last_cost() show it.
#include "connectors/asking/spend/meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/asking/spend/in_sql.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::spend {
namespace {

using namespace std::chrono_literals;
using asking::kDollar;
using sql::Value;
using ::testing::ElementsAre;

// Gives the answer that the test has set, and counts the calls.
class Scripted : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted&,
                const asking::Answered& answered) override {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      ++sent;
      try {
        answered(i, {.outcome = answer()});
      } catch (...) {
        answered(i, {.outcome = wire::caught()});
      }
    }
  }
  int sent = 0;
  std::function<wire::Reply()> answer = [] { return wire::Reply{.status = 200}; };
};

const sql::Interrupted kNever = [] { return false; };

class MeterTest : public ::testing::Test {
 protected:
  // Throws the failure.
  wire::Reply send() { return send(question()); }
  wire::Reply send(const asking::Question& question) {
    asking::Answer answer = meter_.send(question, kNever);
    if (wire::reply_of(answer.outcome) == nullptr) wire::throw_failure(answer.outcome);
    return *wire::reply_of(answer.outcome);
  }

  asking::Question question() {
    asking::Question question = test::question_to(destination(), "{}");
    question.tally = tally_;
    return question;
  }
  asking::Destination destination() {
    asking::Destination destination = test::destination_to(nobody_);
    destination.limits = limits_;
    return destination;
  }

  template <typename Thrown>
  void send_and_lose(const Thrown& thrown) {
    send_and_lose(thrown, question());
  }
  template <typename Thrown>
  void send_and_lose(const Thrown& thrown, const asking::Question& question) {
    sender_.answer = [&thrown]() -> wire::Reply { throw thrown; };
    EXPECT_THROW(send(question), Thrown);
  }

  const Entry& last() { return meter_.ledger().entry(meter_.ledger().size()); }

  // The rows of the table, one text each.
  std::vector<std::string> shown() {
    const auto table = requests_table(meter_.ledger());
    const sql::Scan scan;
    sql::Statement statement;
    const auto rows = table->open(scan, statement);
    std::vector<std::string> out;
    while (rows->next(kNever)) {
      std::string line;
      for (std::size_t i = 0; i < table->table().columns.size(); ++i)
        line += text(rows->cell(static_cast<int>(i))) + "|";
      out.push_back(line);
    }
    return out;
  }

  static std::string text(const sql::Cell& cell) {
    if (const auto* t = std::get_if<std::string_view>(&cell)) return std::string(*t);
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&cell)) return sql::literal(*real);
    return "NULL";
  }

  test::Nobody nobody_;
  Scripted sender_;
  asking::Limits limits_{.budget = kDollar, .max_requests = 1000};
  asking::Tally statement_;
  asking::Tally* tally_ = &statement_;
  std::chrono::steady_clock::time_point steady_{};
  Meter meter_{sender_,
               {.wall = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 7} + 10h; },
                .steady = [this] { return steady_ += 20ms; }}};
};

TEST_F(MeterTest, StopsAtTheBudgetWithNothingSentAndNothingRecorded) {
  for (int i = 0; i < 100; ++i) send();
  EXPECT_EQ(meter_.spent(), kDollar);
  EXPECT_THROW(send(), sql::Error);
  EXPECT_EQ(sender_.sent, 100);
  EXPECT_EQ(meter_.ledger().size(), 100U);
}

TEST_F(MeterTest, StopsAtMaxRequestsAndStartsAnewWithTheNextStatement) {
  limits_.max_requests = 2;
  send();
  send();
  EXPECT_THROW(send(), sql::Error);
  EXPECT_EQ(sender_.sent, 2);
  asking::Tally next;
  tally_ = &next;
  send();
  EXPECT_EQ(sender_.sent, 3);
}

TEST_F(MeterTest, AnErrorReplyIsPassedOnRecordedAndNotCharged) {
  sender_.answer = [] {
    return wire::Reply{.status = 400, .body = R"({"__type":"ValidationException","message":"Start date is wrong"})"};
  };
  EXPECT_EQ(send().status, 400);
  sender_.answer = [] { return wire::Reply{.status = 503}; };
  EXPECT_EQ(send().status, 503);
  EXPECT_EQ(meter_.spent(), 0);
  EXPECT_EQ(meter_.ledger().entry(1).error_code, "ValidationException");
  EXPECT_EQ(meter_.ledger().entry(2).error_code, "503");
}

TEST_F(MeterTest, ARequestWhoseAnswerNeverCameIsCharged) {
  send_and_lose(wire::SendError("the connection was cut.", true));
  EXPECT_EQ(last().error_code, "unknown");
  EXPECT_EQ(last().status, std::nullopt);
  EXPECT_EQ(last().charge, 10'000);
  send_and_lose(sql::InterruptError(true));
  EXPECT_EQ(last().error_code, "unknown");
  send_and_lose(std::bad_alloc());
  EXPECT_EQ(last().error_code, "unknown") << "nobody knows how far it got";
  EXPECT_EQ(meter_.spent(), 30'000);
}

TEST_F(MeterTest, ARequestThatNeverLeftIsNotCharged) {
  send_and_lose(wire::SendError("there is no such host.", false));
  EXPECT_EQ(last().error_code, "not sent");
  EXPECT_EQ(last().charge, 0);
  send_and_lose(sql::InterruptError(false));
  EXPECT_EQ(last().error_code, "not sent");
  EXPECT_EQ(meter_.spent(), 0);
}

TEST_F(MeterTest, UnknownChargesUseUpTheBudget) {
  limits_.budget = 20'000;
  send_and_lose(wire::SendError("timeout.", true));
  send_and_lose(wire::SendError("timeout.", true));
  EXPECT_THROW(send(), sql::Error);
  EXPECT_EQ(sender_.sent, 2);
}

TEST_F(MeterTest, TheReplyNamesItsRow) {
  EXPECT_EQ(meter_.send(question(), kNever).row, 1U);
  EXPECT_EQ(meter_.send(question(), kNever).row, 2U);
  meter_.rows_decoded(2, 5000);
  EXPECT_EQ(last().rows, 5000);
}

TEST_F(MeterTest, TheTableHasOneRowARequestInTheOrderSent) {
  sender_.answer = [] { return wire::Reply{.status = 503, .body = "12"}; };
  send();
  sender_.answer = [] { return wire::Reply{.status = 200, .headers = {{"x-amzn-RequestId", "r-1"}}, .body = "345"}; };
  asking::Question again = question();
  again.attempt = 2;
  again.row = 1;
  send(again);
  meter_.rows_decoded(1, 280);
  asking::Question second = question();
  second.page = 2;
  send_and_lose(wire::SendError("timeout.", true), second);
  asking::Destination elsewhere = destination();
  elsewhere.whom = {.service = "apigateway", .profile = "prod", .region = "eu-west-3"};
  elsewhere.profile = "prod";
  elsewhere.region = "eu-west-3";
  elsewhere.endpoint = "https://apigateway.eu-west-3.amazonaws.com";
  elsewhere.account_id = "111122223333";
  elsewhere.credentials = "the environment";
  asking::Question usage = test::question_to(elsewhere, "", 0);
  usage.call = {.service = "apigateway",
                .operation = "GetUsage",
                .method = "GET",
                .path = "/usageplans/p1/usage",
                .query = {{"startDate", "2026-11-01"}, {"limit", "500"}}};
  sender_.answer = [] { return wire::Reply{.status = 429}; };
  send(usage);
  EXPECT_THAT(
      shown(),
      ElementsAre(
          "1|2026-11-07 10:00:00|ce|GetCostAndUsage|{}|1|200|NULL|2|280|5|40|0|0.01|r-1|NULL|NULL|NULL|aws|NULL|NULL|",
          "2|2026-11-07 10:00:00|ce|GetCostAndUsage|{}|2|NULL|unknown|1|NULL|0|20|0|0.01|NULL|NULL|NULL|NULL|aws|NULL|"
          "NULL|",
          R"(3|2026-11-07 10:00:00|apigateway|GetUsage|{"path":"/usageplans/p1/usage",)"
          R"("query":[["startDate","2026-11-01"],["limit","500"]],"region":"eu-west-3"}|1|429|429|1|NULL|0|20|0|0|NULL|)"
          "prod|eu-west-3|the environment|aws|https://apigateway.eu-west-3.amazonaws.com|111122223333|"));
}

// The column has the destination's region; the request's JSON has the one that the statement names.
TEST_F(MeterTest, OnlyARegionThatTheStatementNamesIsPartOfTheRequest) {
  asking::Destination here = destination();
  here.region = "eu-west-3";
  asking::Question usage = test::question_to(here, "");
  usage.call.path = "/usageplans";
  send(usage);
  EXPECT_EQ(last().request, R"({"path":"/usageplans","query":[]})");
  EXPECT_EQ(last().region, "eu-west-3");
}

TEST_F(MeterTest, ColumnsStandInTheOrderOfTheContract) {
  std::vector<std::string_view> names;
  for (const sql::Column& column : requests_table(meter_.ledger())->table().columns) {
    if (!column.hidden) names.push_back(column.name);
  }
  EXPECT_THAT(names, ElementsAre("id", "started_at", "service", "operation", "request", "page", "status", "error_code",
                                 "attempts", "rows", "bytes", "duration_ms", "cached", "charge_usd", "request_id"));
}

TEST_F(MeterTest, AScanOfTheTableSeesOneMoment) {
  send();
  const auto table = requests_table(meter_.ledger());
  const sql::Scan scan;
  sql::Statement statement;
  const auto rows = table->open(scan, statement);
  send();
  EXPECT_TRUE(rows->next(kNever));
  EXPECT_FALSE(rows->next(kNever));
  EXPECT_FALSE(rows->next(kNever));
}

TEST_F(MeterTest, HiddenColumnsSayWhoWasAsked) {
  std::vector<std::string_view> names;
  for (const sql::Column& column : requests_table(meter_.ledger())->table().columns) {
    if (column.hidden) names.push_back(column.name);
  }
  EXPECT_THAT(names, ElementsAre("profile", "region", "credentials", "connector", "endpoint", "account_id"));
}

TEST_F(MeterTest, LastCostIsNullThenDollars) {
  std::optional<asking::MicroDollars> cost;
  const auto last_cost = functions([&cost] { return cost; }).front().call;
  EXPECT_EQ(last_cost({}), Value());
  send();
  send();
  EXPECT_EQ(last_cost({}), Value()) << "it has not ended";
  cost = statement_.cost;
  EXPECT_EQ(last_cost({}), Value(0.02));
}

}  // namespace
}  // namespace awscost::spend
