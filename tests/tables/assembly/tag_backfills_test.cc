// Kept answers by tag: for a day they serve, after it only where AWS says that no tag's past was filled in since.
#include "connectors/tables/assembly/tag_backfills.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"
#include "tests/tables/pieces/kept_in_memory.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::AnsweringSender;
using test::KeptInMemory;
using test::Question;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kHistory = "ListCostAllocationTagBackfillHistory";

std::string day(const std::string& start, const std::string& end) {
  return R"({"TimePeriod":{"Start":"2026-08-)" + start + R"(","End":"2026-08-)" + end +
         R"("},"Groups":[{"Keys":["team$search"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}}],)"
         R"("Estimated":false})";
}

// Two days of August by tag, on two pages or on one, and the list of backfills. The present is November.
class TagBackfillsTest : public testing::Test {
 protected:
  static Question costs_by(std::string_view key) {
    Question question("ce_cost_and_usage");
    return question.group_by(key).window("2026-08-01", "2026-08-03").mention({"unblended_cost"});
  }

  std::vector<std::string> ask(const Question& question = costs_by("tag:team")) {
    sender_.kept = &kept_;
    sender_.begin_statement();
    sender_.calls.clear();
    {
      OperationSource source(question.operation(), {});
      const auto rows = source.open(question.scan(), sender_.statement());
      while (rows->next({})) ++rows_;
    }
    std::vector<std::string> operations;
    for (const wire::Call& call : sender_.calls) {
      operations.push_back(call.operation);
      EXPECT_EQ(call.price_usd, 0.01) << "the list is charged, too: it has to save two pages";
    }
    return operations;
  }

  wire::Reply reply_to(const asking::Question& question) {
    if (question.call.operation == kHistory) return history_;
    const std::string first = day("01", "02");
    const std::string second = day("02", "03");
    if (!two_pages_) return answer(R"({"ResultsByTime":[)" + first + "," + second + "]}");
    return question.page == 1 ? answer(R"({"ResultsByTime":[)" + first + R"(],"NextPageToken":"t"})")
                              : answer(R"({"ResultsByTime":[)" + second + "]}");
  }

  static wire::Reply one_backfill(const std::string& requested, const std::string& updated) {
    return answer(R"({"BackfillRequests":[{"BackfillFrom":"2026-01-01T00:00:00Z","RequestedAt":")" + requested +
                  R"(","BackfillStatus":"PROCESSING","LastUpdatedAt":")" + updated + R"("}]})");
  }

  KeptInMemory kept_;  // outlives the sender's statement
  AnsweringSender sender_{[this](const asking::Question& question) { return reply_to(question); }};
  wire::Reply history_ = answer(R"({"BackfillRequests":[]})");
  bool two_pages_ = true;
  int rows_ = 0;
};

TEST_F(TagBackfillsTest, ForADayNobodyAsks) {
  EXPECT_THAT(ask(), ElementsAre("GetCostAndUsage", "GetCostAndUsage"));
  kept_.rules.now += std::chrono::hours(24) - std::chrono::seconds(1);
  EXPECT_THAT(ask(), IsEmpty());
  EXPECT_EQ(rows_, 4);
}

TEST_F(TagBackfillsTest, AfterADayAwsSaysWhetherThePastHasChanged) {
  ask();
  kept_.rules.now += std::chrono::hours(24);
  EXPECT_THAT(ask(), ElementsAre(kHistory)) << "one request in place of two";
  EXPECT_EQ(rows_, 4);
}

TEST_F(TagBackfillsTest, ABackfillBeforeTheAnswerDoesNoHarm) {
  ask();
  history_ = one_backfill("2026-11-20T09:00:00Z", "2026-11-21T11:59:59Z");
  kept_.rules.now += std::chrono::hours(24);
  EXPECT_THAT(ask(), ElementsAre(kHistory));
}

// It was requested before, and AWS was still at work when the answer came.
TEST_F(TagBackfillsTest, AfterABackfillThePastIsAskedAgain) {
  ask();
  history_ = one_backfill("2026-11-20T09:00:00Z", "2026-11-21T12:00:01Z");
  kept_.rules.now += std::chrono::hours(24);
  EXPECT_THAT(ask(), ElementsAre(kHistory, "GetCostAndUsage", "GetCostAndUsage"));
  EXPECT_EQ(rows_, 4);
}

TEST_F(TagBackfillsTest, WhereAwsDoesNotTellThePastIsAskedAgain) {
  ask();
  history_ = test::refusal(400, R"({"__type":"AccessDeniedException","message":"not authorized"})");
  kept_.rules.now += std::chrono::hours(24);
  EXPECT_THAT(ask(), ElementsAre(kHistory, "GetCostAndUsage", "GetCostAndUsage"));
}

// The list is a request too, so it must save more than one.
TEST_F(TagBackfillsTest, ForOnePageNobodyAsks) {
  two_pages_ = false;
  EXPECT_THAT(ask(), ElementsAre("GetCostAndUsage"));
  kept_.rules.now += std::chrono::hours(24);
  EXPECT_THAT(ask(), ElementsAre("GetCostAndUsage"));
}

TEST_F(TagBackfillsTest, AnAnswerByServiceHoldsWithoutAsking) {
  ask(costs_by("service"));
  kept_.rules.now += std::chrono::hours(24 * 30);
  EXPECT_THAT(ask(costs_by("service")), IsEmpty());
}

}  // namespace
}  // namespace awscost::assembly
