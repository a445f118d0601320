// Request bodies against JSON written by hand from the API reference, member by member.
#include <gtest/gtest.h>

#include "connectors/tables/request/call.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"

namespace awscost {
namespace {

using test::Question;

std::string body_of(const Question& question) {
  return request::call(question.operation(), question.scan(), {}).body;
}

std::string error_of(const Question& question) {
  try {
    (void)body_of(question);
  } catch (const sql::Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Body, AsksForWhatIsAskedWhenNothingIs) {
  EXPECT_EQ(body_of(Question("ce_cost_and_usage")),
            R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-04"},"Granularity":"DAILY",)"
            R"("Metrics":["UnblendedCost"]})");
}

TEST(Body, HoldsEveryMember) {
  Question question("ce_cost_and_usage_with_resources");
  question.group_by("resource_id, tag:team")
      .granularity(sql::Granularity::kHourly)
      .window("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z")
      .bind("service", {"Amazon Elastic Compute Cloud - Compute"})
      .input("billing_view_arn", "arn:aws:billing::123456789012:billingview/primary")
      .mention({"unblended_cost", "usage_quantity_unit"});
  EXPECT_EQ(body_of(question),
            R"({"TimePeriod":{"Start":"2026-11-01T00:00:00Z","End":"2026-11-02T00:00:00Z"},"Granularity":"HOURLY",)"
            R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["Amazon Elastic Compute Cloud - Compute"]}},)"
            R"("GroupBy":[{"Type":"DIMENSION","Key":"RESOURCE_ID"},{"Type":"TAG","Key":"team"}],)"
            R"("Metrics":["UnblendedCost","UsageQuantity"],)"
            R"("BillingViewArn":"arn:aws:billing::123456789012:billingview/primary"})");
}

TEST(Body, AddsOnlyTheTokenForAFurtherPage) {
  Question question("ce_cost_and_usage");
  question.group_by("cost_category:Unit");
  const std::string first = body_of(question);
  const std::string second = request::call(question.operation(), question.scan(), {.token = "t\"ok="}).body;
  EXPECT_EQ(second, first.substr(0, first.size() - 1) + R"(,"NextPageToken":"t\"ok="})");
  EXPECT_NE(first.find(R"("GroupBy":[{"Type":"COST_CATEGORY","Key":"Unit"}])"), std::string::npos);
}

// AWS adds group types and dimensions: unknown ones are sent as they are written.
TEST(Body, GroupsByWhatOnlyAwsKnows) {
  Question question("ce_cost_and_usage");
  question.group_by("PRODUCT_ATTRIBUTE:model, NEW_DIMENSION");
  EXPECT_NE(body_of(question).find(R"("GroupBy":[{"Type":"PRODUCT_ATTRIBUTE","Key":"model"},)"
                                   R"({"Type":"DIMENSION","Key":"NEW_DIMENSION"}])"),
            std::string::npos);
}

TEST(Body, RequestsTheMetricsInUseAndNoOthers) {
  Question exact("ce_cost_and_usage");
  exact.mention({"net_amortized_cost_exact", "blended_cost"});
  EXPECT_NE(body_of(exact).find(R"("Metrics":["BlendedCost","NetAmortizedCost"])"), std::string::npos);
  Question currency("ce_cost_and_usage");
  currency.mention({"usage_quantity", "currency"});
  EXPECT_NE(body_of(currency).find(R"("Metrics":["UnblendedCost","UsageQuantity"])"), std::string::npos);
}

TEST(Body, AndsTheFilterWithWhatIsBound) {
  Question question("ce_cost_and_usage");
  question.bind("region", {"eu-west-3"})
      .input("filter", R"({"Not":{"Dimensions":{"Key":"RECORD_TYPE","Values":["Refund","Credit"]}}})");
  EXPECT_NE(body_of(question).find(R"("Filter":{"And":[{"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}},)"
                                   R"({"Not":{"Dimensions":{"Key":"RECORD_TYPE","Values":["Credit","Refund"]}}}]})"),
            std::string::npos)
      << body_of(question);
}

TEST(Body, IsTheSameForTheSameQuestion) {
  const std::string region = R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}})";
  const std::string service = R"({"Dimensions":{"Values":["b","a"],"Key":"SERVICE"}})";
  Question bound("ce_cost_and_usage");
  bound.bind("region", {"eu-west-3"}).bind("service", {"a", "b"});
  Question filtered("ce_cost_and_usage");
  filtered.input("filter", "{\"And\":[" + service + "," + region + "]}");
  Question both("ce_cost_and_usage");
  both.bind("region", {"eu-west-3"}).input("filter", "{ \"And\": [" + region + ", " + service + "] }");
  EXPECT_EQ(body_of(bound), body_of(filtered));
  EXPECT_EQ(body_of(bound), body_of(both));
}

// AWS takes any filter for resources, not only one that names a service.
TEST(Body, AsksForResourcesByAnyFilter) {
  Question question("ce_cost_and_usage_with_resources");
  question.bind("region", {"eu-west-3"});
  EXPECT_NE(body_of(question).find(R"("Filter":{"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}})"),
            std::string::npos);
}

TEST(Body, SaysThatResourcesNeedAFilter) {
  EXPECT_EQ(error_of(Question("ce_cost_and_usage_with_resources")),
            "ce_cost_and_usage_with_resources needs a filter by some dimension, tag or cost category: WHERE service = "
            "'Amazon Elastic Compute Cloud - Compute'.");
}

// AWS shows NoRegion among the keys, and may not find it as a filter value: such a key is filtered here.
TEST(Body, HoldsNoTextForNoValue) {
  const auto body = [](std::vector<std::string> regions) {
    Question question("ce_cost_and_usage");
    question.group_by("region, service").bind("region", std::move(regions)).bind("service", {"AWS Lambda"});
    return body_of(question);
  };
  const std::string service = R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}},)";
  EXPECT_NE(body({"NoRegion"}).find(service), std::string::npos);
  EXPECT_NE(body({"NoRegion", "eu-west-3"}).find(service), std::string::npos) << "the whole list stays here";
  EXPECT_NE(body({"Nordland"}).find("Nordland"), std::string::npos);
  EXPECT_NE(body({"No Upfront"}).find("No Upfront"), std::string::npos);
  EXPECT_NE(body({"NoSQL-table"}).find("NoSQL-table"), std::string::npos);
}

TEST(Body, OfASliceThatStandsForNoValueIsRefused) {
  Question question("ce_cost_and_usage");
  question.bind("instance_type", {"NoInstanceType", "t3.medium"});
  EXPECT_EQ(error_of(question),
            "ce_cost_and_usage: 'NoInstanceType' is AWS's text for costs without instance_type, and a filter by it may "
            "find nothing. Put instance_type into group_by, where any condition on it is right; or write filter = "
            "awscost_dimension('INSTANCE_TYPE', 'NoInstanceType') to let AWS judge.");
  Question filtered("ce_cost_and_usage");
  filtered.input("filter", R"({"Dimensions":{"Key":"REGION","Values":["NoRegion"]}})");
  EXPECT_NE(body_of(filtered).find("NoRegion"), std::string::npos) << "what is asked for word for word is sent";
  Question tag("ce_cost_and_usage");
  tag.group_by("tag:team").bind("tag_value", {"NoBody"});
  EXPECT_NE(body_of(tag).find("NoBody"), std::string::npos) << "a tag's absence has a filter of its own";
}

std::string either_of(int count) {
  std::string leaves;
  for (int i = 0; i < count; ++i) {
    leaves += (i == 0 ? "" : ",") + std::string(R"({"Tags":{"Key":"t","Values":["v)") + std::to_string(i) + "\"]}}";
  }
  return R"({"Or":[)" + leaves + "]}";
}

// AWS takes 100 filters: more are refused before anything is sent.
TEST(Body, HoldsAHundredFilters) {
  Question hundred("ce_cost_and_usage");
  hundred.input("filter", either_of(100));
  EXPECT_EQ(error_of(hundred), "no error");
  hundred.bind("region", {"eu-west-3"});
  EXPECT_EQ(
      error_of(hundred),
      "ce_cost_and_usage: the filter has 101 conditions, and AWS takes at most 100; put the values of one key into "
      "one condition, as in awscost_dimension('SERVICE', 'a', 'b').");
  std::vector<std::string> values;
  for (int i = 0; i < 300; ++i) values.push_back("v" + std::to_string(i));
  Question one("ce_cost_and_usage_with_resources");
  one.bind("region", values);
  EXPECT_EQ(error_of(one), "no error") << "values of one condition are for AWS to judge";
}

TEST(Body, NamesTheTableWhereTheFilterIsWrong) {
  Question question("ce_cost_and_usage");
  question.input("filter", "region = 'x'");
  EXPECT_TRUE(error_of(question).starts_with("ce_cost_and_usage: filter is not JSON: it goes wrong at character 1."))
      << error_of(question);
}

TEST(Call, CarriesTheProtocol) {
  Question question("ce_cost_and_usage_with_resources");
  question.bind("service", {"x"}).input("profile", "prod");
  const wire::Call call = request::call(question.operation(), question.scan(), {.token = "token"});
  EXPECT_EQ(call.service, "ce");
  EXPECT_EQ(call.operation, "GetCostAndUsageWithResources");
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.path, "/");
  EXPECT_EQ(call.headers,
            (std::vector<wire::Header>{{"Content-Type", "application/x-amz-json-1.1"},
                                       {"X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsageWithResources"}}));
  EXPECT_EQ(request::whom(question.operation(), question.scan()), (asking::Whom{.service = "ce", .profile = "prod"}));
  EXPECT_EQ(call.price_usd, 0.01);
  EXPECT_NE(call.body.find(R"("NextPageToken":"token")"), std::string::npos);
}

}  // namespace
}  // namespace awscost
