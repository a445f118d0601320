// What conditions on results leave out of a request, and when they leave out nothing.
#include <gtest/gtest.h>

#include "connectors/tables/request/call.h"
#include "tests/tables/assembly/question.h"

namespace awscost {
namespace {

using test::Question;

std::string body_of(const Question& question) {
  return request::call(question.operation(), question.scan(), {.parent = "s"}).body;
}

TEST(Narrowing, ListsServices) {
  Question question("ce_approximate_usage_records");
  question.bind("service", {"a", "b"});
  EXPECT_EQ(body_of(question), R"({"Granularity":"DAILY","Services":["a","b"],"ApproximationDimension":"RESOURCE"})");
}

TEST(Narrowing, FiltersUsageByName) {
  Question question("bcm_bill_scenario_usage_modifications");
  question.bind("service_code", {"AmazonEC2", "AmazonS3"}).bind("historical_location", {"EU (Paris)"});
  EXPECT_EQ(body_of(question),
            R"({"billScenarioId":"s","filters":[)"
            R"({"name":"SERVICE_CODE","values":["AmazonEC2","AmazonS3"],"matchOption":"EQUALS"},)"
            R"j({"name":"HISTORICAL_LOCATION","values":["EU (Paris)"],"matchOption":"EQUALS"}],"maxResults":25})j");
}

TEST(Narrowing, FiltersByTheTimeOfCreation) {
  Question question("bcm_bill_scenarios");
  const text::Seconds day{std::chrono::seconds{1'767'225'600}};
  question.range("created_at", {.after = day})
      .range("expires_at", {.after = day, .before = day + std::chrono::days{1}});
  EXPECT_EQ(body_of(question),
            R"({"createdAtFilter":{"afterTimestamp":1767225600},)"
            R"("expiresAtFilter":{"afterTimestamp":1767225600,"beforeTimestamp":1767312000},"maxResults":25})");
}

TEST(Narrowing, GoesIntoTheExpressionOfAFilter) {
  Question question("ce_savings_plans_utilization_details");
  question.bind("savings_plan_arn", {"arn:1", "arn:2"}).input("region", "eu-west-3");
  EXPECT_EQ(body_of(question), R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-04"},"Filter":{"And":[)"
                               R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}},)"
                               R"({"Dimensions":{"Key":"SAVINGS_PLAN_ARN","Values":["arn:1","arn:2"]}}]}})");
}

// A parameter takes one value.
TEST(Narrowing, LeavesAParameterAloneForSeveral) {
  Question question("apigateway_usage");
  question.bind("key_id", {"k1", "k2"});
  const wire::Call call = request::call(question.operation(), question.scan(), {.parent = "p"});
  for (const auto& [name, value] : call.query) EXPECT_NE(name, "keyId");
}

// In old accounts the name in the map is the secret value, which must not stand in a URL or in the ledger.
TEST(Narrowing, NeverPutsASecretIntoAUrl) {
  Question question("apigateway_usage");
  question.bind("key_id", {"abcdefghijklmnopqrstuvwxyz0123456789ABCD"});
  const wire::Call call = request::call(question.operation(), question.scan(), {.parent = "p"});
  for (const auto& [name, value] : call.query) EXPECT_NE(name, "keyId");
}

TEST(Narrowing, LeavesEmptyTextsToSqlite) {
  Question question("bcm_bill_scenarios");
  question.bind("name", {"", "x"});
  EXPECT_EQ(body_of(question), R"({"maxResults":25})");
}

}  // namespace
}  // namespace awscost
