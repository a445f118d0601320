// What is sent, charged and recorded, and how `awscost_requests` and awscost_last_cost() show it.
#include "connectors/asking/spend/meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/asking/spend/in_sql.h"
#include "sql/error.h"

namespace awscost::spend {
namespace {

using namespace std::chrono_literals;
using sql::Value;
using ::testing::ElementsAre;

// Answers with whatever the test says next, and counts.
class Scripted : public wire::Connector {
 public:
  wire::Reply send(const wire::Call&, const sql::Interrupted&) override {
    ++sent;
    return answer();
  }
  int sent = 0;
  std::function<wire::Reply()> answer = [] { return wire::Reply{.status = 200}; };
};

const sql::Interrupted kNever = [] { return false; };

class MeterTest : public ::testing::Test {
 protected:
  void send() { meter_.send(call_, kNever); }

  template <typename Thrown>
  void send_and_lose(const Thrown& thrown) {
    connector_.answer = [&thrown]() -> wire::Reply { throw thrown; };
    EXPECT_THROW(send(), Thrown);
  }

  const Entry& last() { return meter_.ledger().entries().back(); }
  Value last_cost() { return functions(meter_).front().call({}); }

  // The table's rows, one text each.
  std::vector<std::string> shown() {
    const auto table = requests_table(meter_.ledger());
    const sql::Scan scan;
    const auto rows = table->open(scan);
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

  Scripted connector_;
  Limits limits_{.budget = kDollar, .max_requests = 1000};
  std::chrono::steady_clock::time_point steady_{};
  wire::Call call_{.service = "ce", .operation = "GetCostAndUsage", .body = "{}", .price_usd = 0.01};
  Meter meter_{connector_,
               [this] { return limits_; },
               {.wall = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 7} + 10h; },
                .steady = [this] { return steady_ += 20ms; }}};
};

TEST_F(MeterTest, StopsAtTheBudgetWithNothingSentAndNothingRecorded) {
  for (int i = 0; i < 100; ++i) send();
  EXPECT_EQ(meter_.spent(), kDollar);
  EXPECT_THROW(send(), sql::Error);
  EXPECT_EQ(connector_.sent, 100);
  EXPECT_EQ(meter_.ledger().entries().size(), 100U);
}

TEST_F(MeterTest, StopsAtMaxRequestsAndStartsAnewWithTheNextStatement) {
  limits_.max_requests = 2;
  meter_.statement_began();
  send();
  send();
  EXPECT_THROW(send(), sql::Error);
  meter_.statement_ended();
  EXPECT_EQ(connector_.sent, 2);
  meter_.statement_began();
  send();
  meter_.statement_ended();
  EXPECT_EQ(connector_.sent, 3);
}

TEST_F(MeterTest, WhatTheLimitsThrowStopsTheRequest) {
  Meter meter(
      connector_, []() -> Limits { throw sql::Error("AWSCOST_BUDGET is wrong."); }, process_clock());
  EXPECT_THROW(meter.send(call_, kNever), sql::Error);
  EXPECT_EQ(connector_.sent, 0);
}

TEST_F(MeterTest, AnErrorReplyIsPassedOnRecordedAndNotCharged) {
  connector_.answer = [] {
    return wire::Reply{.status = 400, .body = R"({"__type":"ValidationException","message":"Start date is wrong"})"};
  };
  EXPECT_EQ(meter_.send(call_, kNever).status, 400);
  connector_.answer = [] { return wire::Reply{.status = 503}; };
  EXPECT_EQ(meter_.send(call_, kNever).status, 503);
  EXPECT_EQ(meter_.spent(), 0);
  EXPECT_EQ(meter_.ledger().entries()[0].error_code, "ValidationException");
  EXPECT_EQ(meter_.ledger().entries()[1].error_code, "503");
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
  EXPECT_EQ(connector_.sent, 2);
}

TEST_F(MeterTest, TheReplyNamesItsRow) {
  EXPECT_EQ(meter_.send(call_, kNever).request, 1U);
  EXPECT_EQ(meter_.send(call_, kNever).request, 2U);
  meter_.rows_decoded(2, 5000);
  EXPECT_EQ(last().rows, 5000);
}

TEST_F(MeterTest, TheTableHasOneRowARequestInTheOrderSent) {
  connector_.answer = [] {
    return wire::Reply{.status = 200, .headers = {{"x-amzn-RequestId", "r-1"}}, .body = "12345", .attempts = 2};
  };
  send();
  meter_.rows_decoded(1, 280);
  call_.page = 2;
  send_and_lose(wire::SendError("timeout.", true));
  call_ = {.service = "apigateway",
           .operation = "GetUsage",
           .method = "GET",
           .path = "/usageplans/p1/usage",
           .query = {{"startDate", "2026-11-01"}, {"limit", "500"}},
           .profile = "prod",
           .region = "eu-west-3"};
  connector_.answer = [] { return wire::Reply{.status = 429, .credentials = "the environment"}; };
  send();
  EXPECT_THAT(
      shown(),
      ElementsAre(
          "1|2026-11-07 10:00:00|ce|GetCostAndUsage|{}|1|200|NULL|2|280|5|20|0|0.01|r-1|NULL|NULL|NULL|",
          "2|2026-11-07 10:00:00|ce|GetCostAndUsage|{}|2|NULL|unknown|1|NULL|0|20|0|0.01|NULL|NULL|NULL|NULL|",
          R"(3|2026-11-07 10:00:00|apigateway|GetUsage|{"path":"/usageplans/p1/usage",)"
          R"("query":[["startDate","2026-11-01"],["limit","500"]],"region":"eu-west-3"}|1|429|429|1|NULL|0|20|0|0|NULL|)"
          "prod|eu-west-3|the environment|"));
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
  const auto rows = table->open(scan);
  send();
  EXPECT_TRUE(rows->next(kNever));
  EXPECT_FALSE(rows->next(kNever));
  EXPECT_FALSE(rows->next(kNever));
}

TEST_F(MeterTest, LastCostIsNullThenDollars) {
  EXPECT_EQ(last_cost(), Value());
  meter_.statement_began();
  send();
  send();
  EXPECT_EQ(last_cost(), Value()) << "it has not ended";
  meter_.statement_ended();
  EXPECT_EQ(last_cost(), Value(0.02));
}

}  // namespace
}  // namespace awscost::spend
