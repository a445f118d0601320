// The price of requests over a billing view: one for each of its source views.
#include "connectors/tables/assembly/view_prices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::AnsweringSender;
using test::Question;
using test::refusal;
using ::testing::ElementsAre;

constexpr const char* kCustom = "arn:aws:billing::123456789012:billingview/custom-1";

// Of a view of three source views, two on the first page.
wire::Reply three_views(const asking::Question& question) {
  if (question.call.operation == "GetCostAndUsage") return answer(R"({"ResultsByTime":[]})");
  EXPECT_EQ(question.call.service, "billing");
  EXPECT_EQ(question.call.operation, "ListSourceViewsForBillingView");
  if (question.call.body == R"({"arn":"arn:aws:billing::123456789012:billingview/custom-1"})") {
    return answer(R"({"sourceViews":["a","b"],"nextToken":"2"})");
  }
  EXPECT_EQ(question.call.body, R"({"arn":"arn:aws:billing::123456789012:billingview/custom-1","nextToken":"2"})");
  return answer(R"({"sourceViews":["c"]})");
}

// "ListSourceViewsForBillingView 0", with the price in cents.
std::vector<std::string> prices(const AnsweringSender& sender) {
  std::vector<std::string> all;
  for (const wire::Call& call : sender.calls) {
    all.push_back(call.operation + " " + std::to_string(std::lround(call.price_usd * 100)));
  }
  return all;
}

void ask(OperationSource& source, const sql::Scan& scan, AnsweringSender& sender) {
  const auto rows = source.open(scan, sender.begin_statement());
  while (rows->next({})) {
  }
}

std::vector<std::string> prices_of(const Question& question, AnsweringSender::Answering answering) {
  AnsweringSender sender(std::move(answering));
  OperationSource source(question.operation(), {});
  const auto rows = source.open(question.scan(), sender.statement());
  while (rows->next({})) {
  }
  return prices(sender);
}

Question over_view(const char* arn) {
  Question question("ce_cost_and_usage");
  question.input("billing_view_arn", arn);
  return question;
}

TEST(ViewPrices, AreOneForEachSourceView) {
  EXPECT_THAT(prices_of(over_view(kCustom), three_views),
              ElementsAre("ListSourceViewsForBillingView 0", "ListSourceViewsForBillingView 0", "GetCostAndUsage 3"));
}

TEST(ViewPrices, AreTheUsualOnesOfThePrimaryViewAndOfNone) {
  EXPECT_THAT(prices_of(over_view("arn:aws:billing::123456789012:billingview/primary"), three_views),
              ElementsAre("GetCostAndUsage 1"));
  EXPECT_THAT(prices_of(Question("ce_cost_and_usage"), three_views), ElementsAre("GetCostAndUsage 1"));
}

TEST(ViewPrices, AreTenWhereAwsDoesNotSay) {
  const auto refused = [](const asking::Question& question) {
    if (question.call.service == "billing") return refusal(400, R"({"__type":"AccessDeniedException"})");
    return answer(R"({"ResultsByTime":[]})");
  };
  EXPECT_THAT(prices_of(over_view(kCustom), refused),
              ElementsAre("ListSourceViewsForBillingView 0", "GetCostAndUsage 10"));
  const auto lost = [&](const asking::Question& question) {
    if (question.call.service == "billing") throw wire::SendError("no connection", false);
    return refused(question);
  };
  EXPECT_THAT(prices_of(over_view(kCustom), lost),
              ElementsAre("ListSourceViewsForBillingView 0", "GetCostAndUsage 10"));
}

// What was not learned is asked again; what was refused is not.
TEST(ViewPrices, AreAskedAgainWhereNoAnswerCame) {
  const Question question = over_view(kCustom);
  bool reachable = false;
  AnsweringSender sender([&](const asking::Question& asked) {
    if (asked.call.service == "billing" && !reachable) throw wire::SendError("no connection", false);
    return three_views(asked);
  });
  OperationSource source(question.operation(), {});
  ask(source, question.scan(), sender);
  reachable = true;
  ask(source, question.scan(), sender);
  EXPECT_THAT(prices(sender),
              ElementsAre("ListSourceViewsForBillingView 0", "GetCostAndUsage 10", "ListSourceViewsForBillingView 0",
                          "ListSourceViewsForBillingView 0", "GetCostAndUsage 3"));
}

TEST(ViewPrices, AnInterruptEndsTheQuery) {
  EXPECT_THROW(
      prices_of(over_view(kCustom), [](const asking::Question&) -> wire::Reply { throw sql::InterruptError(); }),
      sql::InterruptError);
}

TEST(ViewPrices, AreAskedOnceForAViewAndDestination) {
  const Question question = over_view(kCustom);
  AnsweringSender sender(three_views);
  OperationSource source(question.operation(), {});
  ask(source, question.scan(), sender);
  ask(source, question.scan(), sender);
  EXPECT_THAT(prices(sender), ElementsAre("ListSourceViewsForBillingView 0", "ListSourceViewsForBillingView 0",
                                          "GetCostAndUsage 3", "GetCostAndUsage 3"));
  sql::Scan both = question.scan();
  both.several[question.column("profile")] = {"dev", "prod"};
  sender.calls.clear();
  ask(source, both, sender);
  std::size_t lists = 0;
  for (const std::string& price : prices(sender)) lists += price.starts_with("List") ? 1 : 0;
  EXPECT_EQ(lists, 4U) << "two pages for each of two profiles";
  EXPECT_EQ(prices(sender).size(), 6U);
}

}  // namespace
}  // namespace awscost::assembly
