// Rows from kept answers, as the SQLite bridge sees them: which requests are still sent, and what the rows show.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"
#include "tests/tables/pieces/kept_in_memory.h"

namespace awscost::pieces {
namespace {

using test::answer;
using test::AnsweringSender;
using test::Question;

// A bill of three days and two services in two Regions. On the second day nobody used Lambda.
struct Charge {
  const char* day;
  const char* service;
  const char* region;
  const char* amount;
};
constexpr Charge kBill[] = {{"2026-11-01", "EC2", "eu", "0.1"},    {"2026-11-01", "EC2", "us", "0.2"},
                            {"2026-11-01", "Lambda", "eu", "0.7"}, {"2026-11-02", "EC2", "us", "1.5"},
                            {"2026-11-03", "EC2", "eu", "2"},      {"2026-11-03", "Lambda", "us", "-0.25"}};

std::string group(const Charge& charge) {
  return std::string(R"({"Keys":[")") + charge.service + R"(",")" + charge.region +
         R"("],"Metrics":{"UnblendedCost":{"Amount":")" + charge.amount + R"(","Unit":"USD"}}})";
}

std::string period(const std::string& day, const std::string& next, const std::string& groups, bool estimated) {
  return R"({"TimePeriod":{"Start":")" + day + R"(","End":")" + next + R"("},"Groups":[)" + groups +
         R"(],"Estimated":)" + (estimated ? "true}" : "false}");
}

// By service and Region, a day a page; the last day is estimated.
wire::Reply bill_of(const asking::Question& question) {
  const std::vector<std::string> days = {"2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"};
  const auto page = static_cast<std::size_t>(question.page) - 1;
  std::string groups;
  for (const Charge& charge : kBill) {
    if (charge.day == days[page]) groups += (groups.empty() ? "" : ",") + group(charge);
  }
  const std::string token = page == 2 ? "" : R"(,"NextPageToken":"p)" + std::to_string(page + 2) + "\"";
  return answer(R"({"ResultsByTime":[)" + period(days[page], days[page + 1], groups, page == 2) + "]" + token + "}");
}

class KeptRowsTest : public testing::Test {
 protected:
  KeptRowsTest() : sender_([this](const asking::Question& question) { return bill_(question); }) {
    sender_.kept = &kept_;
    const Question whole = costs("service, region").mention({"estimated", "service", "region"});
    EXPECT_EQ(rows(whole, {"service"}).size(), 6u);
    EXPECT_EQ(sender_.calls.size(), 3u);
    sender_.calls.clear();
    sender_.questions.clear();
  }

  static Question costs(std::string_view keys) {
    Question question("ce_cost_and_usage");
    question.group_by(keys).window("2026-11-01", "2026-11-04").mention({"unblended_cost", "unblended_cost_exact"});
    return question;
  }

  // Each row's cells, separated by blanks.
  std::vector<std::string> rows(const Question& question, const std::vector<std::string>& columns) {
    sender_.begin_statement();
    assembly::OperationSource source(question.operation(), page::RowsDecoded());
    const std::unique_ptr<sql::Rows> all = source.open(question.scan(), sender_.statement());
    std::vector<std::string> seen;
    while (all->next({})) {
      std::string row;
      for (const std::string& column : columns) row += (row.empty() ? "" : " ") + text(*all, question.column(column));
      seen.push_back(row);
    }
    return seen;
  }

  static std::string text(sql::Rows& rows, std::size_t column) {
    const sql::Cell cell = rows.cell(column);
    if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    return std::holds_alternative<sql::Null>(cell) ? "NULL" : "a double";
  }

  wire::Reply (*bill_)(const asking::Question&) = bill_of;
  test::KeptInMemory kept_;
  AnsweringSender sender_;
};

using Rows = std::vector<std::string>;

TEST_F(KeptRowsTest, TheSameQuestionSendsNothing) {
  EXPECT_EQ(rows(costs("service, region"), {"period_start", "group_1", "group_2", "unblended_cost_exact"}),
            (Rows{"2026-11-01 EC2 eu 0.1", "2026-11-01 EC2 us 0.2", "2026-11-01 Lambda eu 0.7", "2026-11-02 EC2 us 1.5",
                  "2026-11-03 EC2 eu 2", "2026-11-03 Lambda us -0.25"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

TEST_F(KeptRowsTest, APartOfTheWindowReadsItsPagesAlone) {
  kept_.pages_read = 0;
  EXPECT_EQ(rows(costs("service, region").window("2026-11-02", "2026-11-03"), {"group_1", "unblended_cost_exact"}),
            (Rows{"EC2 1.5"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
  EXPECT_LT(kept_.pages_read, 3);
}

TEST_F(KeptRowsTest, AKeysValue) {
  EXPECT_EQ(rows(costs("service, region").bind("service", {"Lambda"}), {"period_start", "group_2"}),
            (Rows{"2026-11-01 eu", "2026-11-03 us"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

TEST_F(KeptRowsTest, ASliceShowsTheKeysOfTheQuestion) {
  EXPECT_EQ(
      rows(costs("region").bind("service", {"EC2"}), {"period_start", "group_1", "group_2", "unblended_cost_exact"}),
      (Rows{"2026-11-01 eu NULL 0.1", "2026-11-01 us NULL 0.2", "2026-11-02 us NULL 1.5", "2026-11-03 eu NULL 2"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

TEST_F(KeptRowsTest, KeysInAnotherOrder) {
  EXPECT_EQ(rows(costs("region, service").window("2026-11-01", "2026-11-02"), {"group_1", "group_2"}),
            (Rows{"eu EC2", "us EC2", "eu Lambda"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

TEST_F(KeptRowsTest, ADroppedKeyIsAddedUpExactly) {
  EXPECT_EQ(rows(costs("service").mention({"estimated", "currency"}),
                 {"period_start", "period_end", "group_1", "group_2", "unblended_cost_exact", "estimated", "currency"}),
            (Rows{"2026-11-01 2026-11-02 EC2 NULL 0.3 0 USD", "2026-11-01 2026-11-02 Lambda NULL 0.7 0 USD",
                  "2026-11-02 2026-11-03 EC2 NULL 1.5 0 USD", "2026-11-03 2026-11-04 EC2 NULL 2 1 USD",
                  "2026-11-03 2026-11-04 Lambda NULL -0.25 1 USD"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

TEST_F(KeptRowsTest, UngroupedASilentPeriodReadsZero) {
  EXPECT_EQ(rows(costs("").bind("service", {"Lambda"}).mention({"estimated"}),
                 {"period_start", "unblended_cost_exact", "estimated"}),
            (Rows{"2026-11-01 0.7 0", "2026-11-02 0 0", "2026-11-03 -0.25 1"}));
  EXPECT_EQ(rows(costs(""), {"period_start", "unblended_cost_exact"}),
            (Rows{"2026-11-01 1", "2026-11-02 1.5", "2026-11-03 1.75"}));
  EXPECT_EQ(sender_.calls.size(), 0u);
}

// What nobody tagged, by service; AWS writes the missing tag as a key without a value.
wire::Reply untagged(const asking::Question&) {
  const auto group = [](const std::string& service, const std::string& amount) {
    return R"({"Keys":["team$",")" + service + R"("],"Metrics":{"UnblendedCost":{"Amount":")" + amount +
           R"(","Unit":"USD"}}})";
  };
  return answer(R"({"ResultsByTime":[)" +
                period("2026-11-01", "2026-11-02", group("EC2", "0.5") + "," + group("Lambda", "0.25"), false) + "]}");
}

TEST_F(KeptRowsTest, RowsWithoutATagAreAddedUp) {
  bill_ = untagged;
  rows(costs("tag:team, service").absent("tag_value").window("2026-11-01", "2026-11-02"), {"service"});
  ASSERT_EQ(sender_.calls.size(), 1u);
  EXPECT_EQ(rows(costs("tag:team").absent("tag_value").window("2026-11-01", "2026-11-02"),
                 {"period_start", "group_1", "unblended_cost_exact"}),
            (Rows{"2026-11-01 NULL 0.75"}));
  EXPECT_EQ(sender_.calls.size(), 1u);
}

TEST_F(KeptRowsTest, WhatIsMissingIsAskedFor) {
  EXPECT_THROW(rows(costs("service, region").window("2026-10-30", "2026-11-03"), {"period_start"}), sql::Error);
  ASSERT_EQ(sender_.calls.size(), 1u);  // the bill of this test begins with November
  EXPECT_NE(sender_.calls[0].body.find(R"("TimePeriod":{"Start":"2026-10-30","End":"2026-11-01"})"), std::string::npos)
      << sender_.calls[0].body;
}

TEST_F(KeptRowsTest, WhatNoLongerHoldsIsAskedAgain) {
  kept_.rules.now += std::chrono::seconds(3601);
  rows(costs("service, region"), {"period_start"});
  EXPECT_EQ(sender_.calls.size(), 3u);
}

TEST_F(KeptRowsTest, WhereAwsDoesNotGoOnTheNextStatementDoes) {
  test::KeptInMemory kept;  // outlives the statements of the sender
  AnsweringSender sender([](const asking::Question& question) {
    if (question.page > 2) return test::refusal(400, R"({"__type":"InvalidNextTokenException"})");
    return bill_of(question);
  });
  sender.kept = &kept;
  const auto error_of = [&] {
    sender.begin_statement();
    const Question question = costs("service, region");
    assembly::OperationSource source(question.operation(), page::RowsDecoded());
    const std::unique_ptr<sql::Rows> rows = source.open(question.scan(), sender.statement());
    try {
      while (rows->next({})) {
      }
    } catch (const sql::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(error_of().find("What was read is kept: run the statement again, and it goes on from there."),
            std::string::npos);
  sender.calls.clear();
  error_of();  // the bill of this test always begins with the first day
  ASSERT_EQ(sender.calls.size(), 1u);
  EXPECT_NE(sender.calls[0].body.find(R"("Start":"2026-11-02","End":"2026-11-04")"), std::string::npos)
      << sender.calls[0].body;
}

TEST_F(KeptRowsTest, AFurtherMetricIsAskedForTogetherWithThoseThatAreKept) {
  EXPECT_THROW(rows(costs("service, region").mention({"amortized_cost"}), {"amortized_cost"}), sql::Error);
  ASSERT_EQ(sender_.calls.size(), 1u);  // the bill of this test has unblended costs alone
  EXPECT_NE(sender_.calls[0].body.find(R"("Metrics":["UnblendedCost","AmortizedCost"])"), std::string::npos);
  EXPECT_THROW(rows(Question("ce_cost_and_usage").group_by("region, service").mention({"amortized_cost"}), {}),
               sql::Error);
  EXPECT_NE(sender_.calls[1].body.find(R"("Metrics":["AmortizedCost"])"), std::string::npos) << sender_.calls[1].body;
}

TEST_F(KeptRowsTest, SwitchedOffEverythingIsAsked) {
  kept_.on = false;
  rows(costs("service, region"), {"period_start"});
  EXPECT_EQ(sender_.calls.size(), 3u);
}

TEST_F(KeptRowsTest, AnAnswerThatIsGoneIsAskedAnew) {
  kept_.drop_pages();
  EXPECT_EQ(rows(costs("service, region"), {"period_start"}).size(), 6u);
  EXPECT_EQ(sender_.calls.size(), 3u);
}

}  // namespace
}  // namespace awscost::pieces
