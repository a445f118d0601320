// Requests beyond the cost queries, written by hand from the service models.
#include <gtest/gtest.h>

#include "connectors/tables/request/call.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"

namespace awscost {
namespace {

using test::Question;
using Query = std::vector<std::pair<std::string, std::string>>;

TEST(GetUsage, AsksForDaysWithBothEndsInside) {
  Question question("apigateway_usage");
  question.input("region", "eu-west-3").input("profile", "prod");
  const wire::Call call = request::call(question.operation(), question.scan(), {.parent = "pl an"});
  EXPECT_EQ(call.service, "apigateway");
  EXPECT_EQ(call.operation, "GetUsage");
  EXPECT_EQ(call.method, "GET");
  EXPECT_EQ(call.path, "/usageplans/pl%20an/usage");
  EXPECT_EQ(call.query, (Query{{"startDate", "2026-11-01"}, {"endDate", "2026-11-03"}, {"limit", "500"}}));
  EXPECT_EQ(call.headers, (std::vector<wire::Header>{{"Accept", "application/json"}}));
  EXPECT_EQ(call.body, "");
  EXPECT_EQ(request::whom(question.operation(), question.scan()),
            (asking::Whom{.service = "apigateway", .profile = "prod", .region = "eu-west-3"}));
  EXPECT_EQ(call.price_usd, 0);
}

// An empty name would ask the profile or Region in force a second time, and count its rows twice.
TEST(GetUsage, RefusesAnEmptyProfileAndAnEmptyRegion) {
  for (const char* input : {"profile", "region"}) {
    Question question("apigateway_usage");
    question.input(input, "");
    try {
      request::whom(question.operation(), question.scan());
      ADD_FAILURE() << input;
    } catch (const sql::Error& error) {
      EXPECT_NE(std::string(error.what()).find(std::string("an empty text is no ") + input), std::string::npos);
    }
  }
}

TEST(GetUsage, SendsThePositionWithEverythingElseUnchanged) {
  Question question("apigateway_usage");
  question.bind("key_id", {"k1"});
  const wire::Call call = request::call(question.operation(), question.scan(), {.parent = "p", .token = "a=b"});
  EXPECT_EQ(call.query, (Query{{"startDate", "2026-11-01"},
                               {"endDate", "2026-11-03"},
                               {"keyId", "k1"},
                               {"limit", "500"},
                               {"position", "a=b"}}));
}

TEST(GetApiKeys, AsksForSecretsOnlyWhereTheyAreNamed) {
  Question without("apigateway_api_keys");
  without.mention({"id", "name"});
  EXPECT_EQ(request::call(without.operation(), without.scan(), {}).query, (Query{{"limit", "500"}}));
  Question with("apigateway_api_keys");
  with.mention({"id", "value"});
  EXPECT_EQ(request::call(with.operation(), with.scan(), {}).query,
            (Query{{"includeValues", "true"}, {"limit", "500"}}));
}

TEST(BillScenarios, SpeakAwsJson10) {
  Question question("bcm_bill_scenario_usage_modifications");
  const wire::Call call = request::call(question.operation(), question.scan(), {.parent = "s1"});
  EXPECT_EQ(call.service, "bcm-pricing-calculator");
  EXPECT_EQ(call.headers, (std::vector<wire::Header>{
                              {"Content-Type", "application/x-amz-json-1.0"},
                              {"X-Amz-Target", "AWSBCMPricingCalculator.ListBillScenarioUsageModifications"}}));
  EXPECT_EQ(call.body, R"({"billScenarioId":"s1","maxResults":25})");
  EXPECT_EQ(request::call(question.operation(), question.scan(), {.parent = "s1", .token = "t"}).body,
            R"({"billScenarioId":"s1","maxResults":25,"nextToken":"t"})");
}

TEST(SavingsPlans, FilterByOneValueEach) {
  Question question("ce_savings_plans_utilization");
  question.input("linked_account", "111122223333")
      .input("region", "eu-west-3")
      .input("sort_by", "NetSavings")
      .input("sort_order", "DESCENDING");
  EXPECT_EQ(request::call(question.operation(), question.scan(), {}).body,
            R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-04"},"Granularity":"DAILY",)"
            R"("Filter":{"And":[{"Dimensions":{"Key":"LINKED_ACCOUNT","Values":["111122223333"]}},)"
            R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}}]},)"
            R"("SortBy":{"Key":"NetSavings","SortOrder":"DESCENDING"}})");
}

// Both tables send the same bytes, so a statement that reads both pays once.
TEST(SavingsPlans, ShareOneRequestBetweenPeriodsAndTotal) {
  Question periods("ce_savings_plans_utilization");
  Question total("ce_savings_plans_utilization_total");
  EXPECT_EQ(request::call(periods.operation(), periods.scan(), {}).body,
            request::call(total.operation(), total.scan(), {}).body);
}

TEST(SavingsPlans, ListDataTypes) {
  Question question("ce_savings_plans_utilization_details");
  question.input("data_type", "UTILIZATION , SAVINGS");
  EXPECT_EQ(request::call(question.operation(), question.scan(), {}).body,
            R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-04"},"DataType":["UTILIZATION","SAVINGS"]})");
}

TEST(SavingsPlans, RefuseAListWithHoles) {
  for (const char* list : {"UTILIZATION,", ",", "", "A,,B"}) {
    Question question("ce_savings_plans_utilization_details");
    question.input("data_type", list);
    EXPECT_THROW((void)request::call(question.operation(), question.scan(), {}), sql::Error) << list;
  }
}

// In old accounts, usage names keys by their secret value, which a join may hand over.
TEST(GetUsagePlans, NeverPutsASecretIntoAUrl) {
  const std::string secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
  Question question("apigateway_usage_plans");
  question.input("key_id", secret);
  try {
    (void)request::call(question.operation(), question.scan(), {});
    FAIL();
  } catch (const sql::Error& error) {
    EXPECT_EQ(std::string(error.what()).find(secret), std::string::npos) << error.what();
  }
}

TEST(ApproximateUsageRecords, CountServicesWhereDataIsHourly) {
  Question daily("ce_approximate_usage_records");
  EXPECT_EQ(request::call(daily.operation(), daily.scan(), {}).body,
            R"({"Granularity":"DAILY","ApproximationDimension":"RESOURCE"})");
  Question hourly("ce_approximate_usage_records");
  hourly.granularity(sql::Granularity::kHourly);
  EXPECT_EQ(request::call(hourly.operation(), hourly.scan(), {}).body,
            R"({"Granularity":"HOURLY","ApproximationDimension":"SERVICE"})");
  hourly.input("approximation_dimension", "RESOURCE");
  EXPECT_EQ(request::call(hourly.operation(), hourly.scan(), {}).body,
            R"({"Granularity":"HOURLY","ApproximationDimension":"RESOURCE"})");
}

}  // namespace
}  // namespace awscost
