// The lists of several parents as one table.
#include "connectors/tables/assembly/fan_out.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::Question;
using test::refusal;
using test::ScriptedSender;

bool never() {
  return false;
}

std::string usage(const std::string& key, int used) {
  return R"({"startDate":"2026-11-01","values":{")" + key + R"(":[[)" + std::to_string(used) + R"(,5],[0,5]]}})";
}

// "p1 k1 2026-11-01 7, ..."
std::string shown(const Question& question, sql::Rows& rows) {
  std::string seen;
  while (rows.next(never)) {
    for (const char* name : {"usage_plan_id", "key_id", "date"}) {
      seen += std::string(std::get<std::string_view>(rows.cell(question.column(name)))) + " ";
    }
    seen += std::to_string(std::get<std::int64_t>(rows.cell(question.column("used")))) + ", ";
  }
  return seen;
}

std::string rows_of(const Question& question, test::StatementSender& sender) {
  OperationSource source(question.operation(), {});
  return shown(question, *source.open(question.scan(), sender.statement()));
}

Question question_about_usage() {
  Question question("apigateway_usage");
  question.mention({"usage_plan_id", "key_id", "date", "used"});
  return question;
}

TEST(FanOut, AsksTheParentsThatAreNamed) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1", "p2"});
  ScriptedSender sender({answer(usage("k1", 7)), answer(usage("k2", 8))});
  EXPECT_EQ(rows_of(question, sender),
            "p1 k1 2026-11-01 7, p1 k1 2026-11-02 0, p2 k2 2026-11-01 8, p2 k2 2026-11-02 0, ");
  ASSERT_EQ(sender.calls.size(), 2u);
  EXPECT_EQ(sender.calls[1].path, "/usageplans/p2/usage");
}

TEST(FanOut, ListsTheParentsFirstWhereNoneIsNamed) {
  Question question = question_about_usage();
  question.input("region", "eu-west-3");
  ScriptedSender sender({answer(R"({"item":[{"id":"p1"}],"position":"more"})"), answer(R"({"item":[{"id":"p2"}]})"),
                         answer(usage("k1", 7)), answer(usage("k2", 8))});
  EXPECT_EQ(rows_of(question, sender),
            "p1 k1 2026-11-01 7, p1 k1 2026-11-02 0, p2 k2 2026-11-01 8, p2 k2 2026-11-02 0, ");
  ASSERT_EQ(sender.calls.size(), 4u);
  EXPECT_EQ(sender.calls[0].operation, "GetUsagePlans");
  for (const asking::Question& asked : sender.questions) {
    EXPECT_EQ(asked.destination->whom.region, "eu-west-3") << asked.call.path;
  }
}

TEST(FanOut, FollowsThePagesOfEachParent) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1", "p2"});
  const std::string first = R"({"startDate":"2026-11-01","position":"=/+","values":{"k1":[[1,1]]}})";
  ScriptedSender sender({answer(first), answer(usage("k3", 3)), answer(usage("k2", 2))});
  EXPECT_EQ(rows_of(question, sender),
            "p1 k1 2026-11-01 1, p1 k2 2026-11-01 2, p1 k2 2026-11-02 0, p2 k3 2026-11-01 3, p2 k3 2026-11-02 0, ");
  EXPECT_EQ(sender.calls[2].query.back(), (std::pair<std::string, std::string>{"position", "=/+"}));
}

TEST(FanOut, AsksFreeListsAFewAtATime) {
  Question question = question_about_usage();
  std::vector<std::string> plans;
  for (int i = 10; i < 30; ++i) plans.push_back("p" + std::to_string(i));
  question.bind("usage_plan_id", plans);
  ScriptedSender sender(std::vector<wire::Reply>(20, answer(usage("k", 1))));
  OperationSource source(question.operation(), {});
  const auto rows = source.open(question.scan(), sender.statement());
  EXPECT_EQ(sender.calls.size(), 0u);
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(sender.calls.size(), 8u);  // LIMIT 1 stops here
  while (rows->next(never)) {
  }
  EXPECT_EQ(sender.calls.size(), 20u);
}

// A plan is deleted after the list of plans and before the request for its usage.
TEST(FanOut, SkipsAParentThatIsGone) {
  const Question question = question_about_usage();
  wire::Reply gone = refusal(404, R"({"message":"Invalid Usage Plan ID specified"})");
  gone.headers.push_back({"x-amzn-ErrorType", "NotFoundException"});
  ScriptedSender sender({answer(R"({"item":[{"id":"p1"},{"id":"p2"}]})"), gone, answer(usage("k2", 8))});
  EXPECT_EQ(rows_of(question, sender), "p2 k2 2026-11-01 8, p2 k2 2026-11-02 0, ");
}

TEST(FanOut, ReportsAParentThatTheStatementNames) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"nothing"});
  wire::Reply gone = refusal(404, R"({"message":"Invalid Usage Plan ID specified"})");
  gone.headers.push_back({"x-amzn-ErrorType", "NotFoundException"});
  ScriptedSender sender({gone});
  try {
    rows_of(question, sender);
    FAIL();
  } catch (const sql::Error& error) {
    EXPECT_NE(std::string(error.what()).find("Invalid Usage Plan ID specified"), std::string::npos) << error.what();
  }
}

// Only the first list had its answer at the interrupt; in another run it might be the second.
TEST(FanOut, AnInterruptEndsTheQueryWhicheverAnswerHadCome) {
  test::AnsweringSender sender([](const asking::Question& asked) {
    if (asked.call.path.find("/p1/") == std::string::npos) throw sql::InterruptError(false);
    return answer(usage("k1", 7));
  });
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1", "p2"});
  OperationSource source(question.operation(), {});
  const sql::Scan scan = question.scan();
  const auto rows = source.open(scan, sender.statement());
  EXPECT_THROW(rows->next(never), sql::InterruptError);
}

TEST(FanOut, RowsSayWhomTheyWereAskedOf) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1"});
  sql::Scan scan = question.scan();
  scan.several[question.column("profile")] = {"prod", "dev"};
  ScriptedSender sender({answer(usage("k1", 7)), answer(usage("k2", 8))});
  const page::RowsDecoded decoded;
  FanOut rows({question.operation(), sender.statement(), decoded}, scan);
  EXPECT_EQ(rows.destination(), nullptr) << "before the first row";
  std::string seen;
  while (rows.next(never)) seen += rows.destination()->profile + " ";
  EXPECT_EQ(seen, "prod prod dev dev ");
  EXPECT_EQ(sender.questions.at(0).destination->profile, "prod");
  EXPECT_EQ(sender.questions.at(1).destination->profile, "dev");
}

TEST(FanOut, HasNoRowsWithoutParents) {
  const Question question = question_about_usage();
  ScriptedSender sender({answer(R"({"item":[]})")});
  EXPECT_EQ(rows_of(question, sender), "");
}

// A key is removed after the list of keys and before the request for it: AWS refuses, and the whole list has no row of
// it.
TEST(FanOut, AsksForTheWholeListWhereAwsDoesNotKnowTheKey) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1"}).bind("key_id", {"gone"});
  wire::Reply gone = refusal(404, R"({"message":"Invalid API Key identifier specified"})");
  gone.headers.push_back({"x-amzn-ErrorType", "NotFoundException"});
  ScriptedSender sender({gone, answer(usage("k1", 7))});
  EXPECT_EQ(rows_of(question, sender),
            "p1 k1 2026-11-01 7, p1 k1 2026-11-02 0, ");  // SQLite drops what does not fit
  ASSERT_EQ(sender.calls.size(), 2u);
  for (const auto& [name, value] : sender.calls[1].query) EXPECT_NE(name, "keyId");
}

TEST(FanOut, AsksOnlyOnceMoreAndOnlyAboutTheQuestion) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1"}).bind("key_id", {"k"});
  wire::Reply unknown = refusal(404, R"({"message":"Invalid Usage Plan ID specified"})");
  unknown.headers.push_back({"x-amzn-ErrorType", "NotFoundException"});
  ScriptedSender twice({unknown, unknown});
  EXPECT_THROW(rows_of(question, twice), sql::Error);
  wire::Reply busy = refusal(429, R"({"message":"Too Many Requests"})");
  busy.headers.push_back({"x-amzn-ErrorType", "TooManyRequestsException"});
  ScriptedSender once({busy});
  EXPECT_THROW(rows_of(question, once), sql::Error);
}

// The error of one parent comes after the rows of the parents before it.
TEST(FanOut, FailsAtTheParentThatFails) {
  Question question = question_about_usage();
  question.bind("usage_plan_id", {"p1", "p2"});
  ScriptedSender sender({answer(usage("k1", 7)), refusal(500, "{}")});
  OperationSource source(question.operation(), {});
  const auto rows = source.open(question.scan(), sender.statement());
  EXPECT_TRUE(rows->next(never));
  EXPECT_TRUE(rows->next(never));
  EXPECT_THROW(rows->next(never), sql::Error);
}

TEST(SavingsPlansTotal, ShowsTheWindowItIsOver) {
  Question question("ce_savings_plans_utilization_total");
  question.mention({"period_start", "period_end", "net_savings", "net_savings_exact"});
  ScriptedSender sender({answer(
      R"({"SavingsPlansUtilizationsByTime":[],"Total":{"Utilization":{},"Savings":{"NetSavings":"-12.50"}}})")});
  OperationSource source(question.operation(), {});
  const auto rows = source.open(question.scan(), sender.statement());
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(std::get<std::string_view>(rows->cell(question.column("period_start"))), "2026-11-01");
  EXPECT_EQ(std::get<std::string_view>(rows->cell(question.column("period_end"))), "2026-11-04");
  EXPECT_EQ(std::get<double>(rows->cell(question.column("net_savings"))), -12.5);
  EXPECT_EQ(std::get<std::string_view>(rows->cell(question.column("net_savings_exact"))), "-12.50");
  EXPECT_FALSE(rows->next(never));
}

}  // namespace
}  // namespace awscost::assembly
