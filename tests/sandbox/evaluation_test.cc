// Answers to cost queries, on an account that can be summed by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "asking.h"

namespace awscost::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
namespace json = boost::json;

const char* const kByResource = R"("GroupBy":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}])";
const char* const kOnlyEc2 =
    R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["Amazon Elastic Compute Cloud - Compute"]}})";

std::string group_by(const std::string& type, const std::string& key) {
  return R"("GroupBy":[{"Type":")" + type + R"(","Key":")" + key + R"("}])";
}

TEST(CostAndUsage, ShowsEveryPeriodUngrouped) {
  Asker ask(small_account());
  const json::value answer = ask.ok("GetCostAndUsage", cost_query("2026-11-18/2026-11-22", "DAILY"));
  EXPECT_THAT(cells(answer), ElementsAre(Pair("2026-11-18|", "0 USD"), Pair("2026-11-19|", "0.2000000001 USD"),
                                         Pair("2026-11-20|", "4 USD"), Pair("2026-11-21|", "0 USD")));
  EXPECT_THAT(cells(answer, "UsageQuantity"),
              ElementsAre(Pair("2026-11-18|", "0 N/A"), Pair("2026-11-19|", "9 N/A"), Pair("2026-11-20|", "27.5 N/A"),
                          Pair("2026-11-21|", "0 N/A")));
  const json::value& first = answer.at("ResultsByTime").at(0);
  EXPECT_EQ(first.at("Groups"), json::array());
  EXPECT_EQ(first.at("TimePeriod").at("End"), "2026-11-19");
  EXPECT_FALSE(answer.as_object().contains("GroupDefinitions"));
}

TEST(CostAndUsage, ShowsOnlyGroupsWithLines) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetCostAndUsage", cost_query("2026-11-18/2026-11-21", "DAILY", group_by("DIMENSION", "SERVICE")));
  EXPECT_THAT(cells(answer), UnorderedElementsAre(Pair("2026-11-19|AWS Lambda", "0.0000000001 USD"),
                                                  Pair(std::string("2026-11-19|") + kEc2, "0.2 USD"),
                                                  Pair("2026-11-20|AWS Lambda", "-1.2 USD"),
                                                  Pair(std::string("2026-11-20|") + kEc2, "5.2 USD")));
  EXPECT_EQ(answer.at("ResultsByTime").as_array().size(), 3U);
  EXPECT_EQ(answer.at("ResultsByTime").at(0).at("Total"), json::object());
  EXPECT_EQ(answer.at("GroupDefinitions"), json::parse(R"([{"Type":"DIMENSION","Key":"SERVICE"}])"));
}

// AWS sends groups in no order. A query's pages agree on theirs, so no group is lost or doubled.
TEST(CostAndUsage, SendsGroupsInNoOrderAndEachOnce) {
  const std::string body = cost_query("2026-11-18/2026-11-20", "DAILY", group_by("DIMENSION", "SERVICE"));
  Asker whole(options());
  const Cells all = cells(whole.ok("GetCostAndUsage", body));
  EXPECT_FALSE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(cells(whole.ok("GetCostAndUsage", body)), all);
  Asker paged(options(7));
  EXPECT_EQ(cells(paged.pages("GetCostAndUsage", body)), all);
}

TEST(CostAndUsage, GivesUsageItsUnitUnlessMixed) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY", group_by("DIMENSION", "SERVICE")));
  EXPECT_THAT(cells(answer, "UsageQuantity"), UnorderedElementsAre(Pair("2026-11-20|AWS Lambda", "2.5 Requests"),
                                                                   Pair(std::string("2026-11-20|") + kEc2, "25 Hrs")));
}

TEST(CostAndUsage, ClipsMonthsAndMarksThemEstimated) {
  Asker ask(small_account());
  const json::value answer = ask.ok("GetCostAndUsage", cost_query("2026-10-02/2026-11-20", "MONTHLY"));
  EXPECT_THAT(cells(answer), ElementsAre(Pair("2026-10-02|", "8 USD"), Pair("2026-11-01|", "0.2000000001 USD")));
  const json::value& results = answer.at("ResultsByTime");
  EXPECT_EQ(results.at(0).at("TimePeriod").at("End"), "2026-11-01");
  EXPECT_EQ(results.at(1).at("TimePeriod").at("End"), "2026-11-20");
  EXPECT_EQ(results.at(0).at("Estimated"), false);
  EXPECT_EQ(results.at(1).at("Estimated"), true);
}

TEST(CostAndUsage, ShowsHoursInDateTimeForm) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetCostAndUsage", cost_query("2026-11-19T01:00:00Z/2026-11-19T04:00:00Z", "HOURLY"));
  EXPECT_THAT(cells(answer),
              ElementsAre(Pair("2026-11-19T01:00:00Z|", "0.1 USD"), Pair("2026-11-19T02:00:00Z|", "0.1 USD"),
                          Pair("2026-11-19T03:00:00Z|", "0 USD")));
}

TEST(CostAndUsage, WritesTagsAndCategoriesWithTheirKey) {
  Asker ask(small_account());
  const std::string both = R"("GroupBy":[{"Type":"TAG","Key":"team"},{"Type":"COST_CATEGORY","Key":"Unit"}])";
  EXPECT_THAT(
      cells(ask.ok("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY", both))),
      UnorderedElementsAre(Pair("2026-11-20|team$|Unit$", "-1.2 USD"), Pair("2026-11-20|team$|Unit$Shared", "5 USD"),
                           Pair("2026-11-20|team$a$b|Unit$", "0.2 USD")));
  EXPECT_THAT(cells(ask.ok("GetCostAndUsage",
                           cost_query("2026-11-20/2026-11-21", "DAILY", group_by("TAG", "nobody has this")))),
              ElementsAre(Pair("2026-11-20|nobody has this$", "4 USD")));
}

TEST(CostAndUsage, NamesTheAccountsOfThePage) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY", group_by("DIMENSION", "LINKED_ACCOUNT")));
  EXPECT_EQ(answer.at("DimensionValueAttributes"),
            json::parse(R"([{"Value":"000000000001","Attributes":{"description":"first"}},
                            {"Value":"000000000002","Attributes":{"description":"zweites Konto"}}])"));
}

TEST(CostAndUsage, TakesMetricsInEitherSpellingAndAnswersInOne) {
  Asker ask(small_account());
  const json::value answer = ask.ok("GetCostAndUsage", R"({"TimePeriod":{"Start":"2026-11-20","End":"2026-11-21"},
      "Granularity":"DAILY","Metrics":["UNBLENDED_COST","NetAmortizedCost"]})");
  EXPECT_EQ(answer.at("ResultsByTime").at(0).at("Total"), json::parse(R"({
      "UnblendedCost":{"Amount":"4","Unit":"USD"},"NetAmortizedCost":{"Amount":"0","Unit":"USD"}})"));
}

TEST(CostAndUsage, KnowsNothingAfterTheClock) {
  Account account("210987654321");
  for (const char* start : {"2026-11-21T14:00:00Z", "2026-11-21T15:00:00Z", "2026-11-25"}) {
    account.add(
        {.start = start, .dimensions = {}, .tags = {}, .cost_categories = {}, .amounts = {{"UnblendedCost", "1"}}});
  }
  Asker ask(std::move(account));
  EXPECT_THAT(cells(ask.ok("GetCostAndUsage", cost_query("2026-11-01/2026-12-01", "MONTHLY"))),
              ElementsAre(Pair("2026-11-01|", "1 USD")));
}

TEST(CostAndUsageWithResources, WritesTimesEvenForDays) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetCostAndUsageWithResources",
             cost_query("2026-11-19/2026-11-21", "DAILY", std::string(kOnlyEc2) + "," + kByResource));
  EXPECT_THAT(cells(answer), UnorderedElementsAre(Pair("2026-11-19T00:00:00Z|i-1", "0.2 USD"),
                                                  Pair("2026-11-20T00:00:00Z|i-1", "0.2 USD"),
                                                  Pair("2026-11-20T00:00:00Z|i-2", "5 USD")));
  EXPECT_EQ(answer.at("ResultsByTime").at(0).at("TimePeriod").at("End"), "2026-11-20T00:00:00Z");
}

TEST(CostAndUsageWithResources, ShowsLinesWithoutResource) {
  Asker ask(small_account());
  const std::string lambda = R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}},)";
  EXPECT_THAT(
      cells(ask.ok("GetCostAndUsageWithResources", cost_query("2026-11-20/2026-11-21", "DAILY", lambda + kByResource))),
      ElementsAre(Pair("2026-11-20T00:00:00Z|NoResourceId", "-1.2 USD")));
}

TEST(CostAndUsageWithResources, ShowsHoursOfCompute) {
  Asker ask(small_account());
  const std::string body =
      cost_query("2026-11-19T00:00:00Z/2026-11-19T03:00:00Z", "HOURLY", std::string(kOnlyEc2) + "," + kByResource);
  EXPECT_THAT(cells(ask.ok("GetCostAndUsageWithResources", body)),
              ElementsAre(Pair("2026-11-19T01:00:00Z|i-1", "0.1 USD"), Pair("2026-11-19T02:00:00Z|i-1", "0.1 USD")));
}

TEST(LineItem, IsRefusedWithASentenceWhereItIsNotWellFormed) {
  Account account("210987654321");
  EXPECT_THROW(account.add(LineItem{.start = "yesterday"}), std::invalid_argument);
  EXPECT_THROW(account.add(LineItem{.start = "2026-11-20", .dimensions = {{"COLOR", "red"}}}), std::invalid_argument);
  EXPECT_THROW(account.add(LineItem{.start = "2026-11-20", .amounts = {{"Cost", "1"}}}), std::invalid_argument);
  EXPECT_THROW(account.add(LineItem{.start = "2026-11-20", .amounts = {{"UnblendedCost", "x"}}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace awscost::sandbox
