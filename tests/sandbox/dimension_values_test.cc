// GetDimensionValues: values, order and refusals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;

std::string query(const std::string& dimension, const std::string& more = "", const std::string& start = "2026-11-01") {
  return R"({"TimePeriod":{"Start":")" + start + R"(","End":"2026-11-22"},"Dimension":")" + dimension + R"(")" +
         (more.empty() ? "" : "," + more) + "}";
}

std::vector<std::string> values(const json::value& answer) {
  std::vector<std::string> result;
  for (const json::value& value : answer.at("DimensionValues").as_array()) {
    result.emplace_back(value.at("Value").as_string());
  }
  return result;
}

std::vector<std::string> values(const std::string& body) {
  Asker ask(small_account());
  return values(ask.ok("GetDimensionValues", body));
}

std::string refusal(const std::string& body) {
  Asker ask(small_account());
  return ask.refused("GetDimensionValues", body).code;
}

TEST(DimensionValues, AreThoseOfThePeriodAndFilter) {
  EXPECT_THAT(values(query("SERVICE")), ElementsAre("AWS Lambda", kEc2));
  EXPECT_THAT(values(query("RECORD_TYPE")), ElementsAre("Credit", "Usage"));
  EXPECT_THAT(
      values(query("RECORD_TYPE", R"("Filter":{"Dimensions":{"Key":"LINKED_ACCOUNT","Values":["000000000001"]}})")),
      ElementsAre("Usage"));
  EXPECT_THAT(values(query("REGION")), ElementsAre("NoRegion"));
  EXPECT_THAT(values(query("RESOURCE_ID", "", "2026-11-10")), ElementsAre("i-1", "i-2"));
}

TEST(DimensionValues, HaveAttributesAndSizes) {
  Asker ask(small_account());
  EXPECT_EQ(ask.ok("GetDimensionValues", query("LINKED_ACCOUNT", R"("SearchString":"002")")),
            json::parse(R"({"DimensionValues":[{"Value":"000000000002","Attributes":{"description":"zweites Konto"}}],
                            "ReturnSize":1,"TotalSize":1})"));
}

TEST(DimensionValues, SearchIgnoresCase) {
  EXPECT_THAT(values(query("SERVICE", R"("SearchString":"lAMB")")), ElementsAre("AWS Lambda"));
  EXPECT_THAT(values(query("SERVICE", R"("SearchString":"nothing")")), ElementsAre());
}

TEST(DimensionValues, SortByAMetricWithItsOwnRules) {
  EXPECT_THAT(values(query("SERVICE", R"("SortBy":[{"Key":"UnblendedCost"}])")), ElementsAre(kEc2, "AWS Lambda"));
  EXPECT_THAT(values(query("SERVICE", R"("SortBy":[{"Key":"UnblendedCost","SortOrder":"ASCENDING"}],"MaxResults":1)")),
              ElementsAre("AWS Lambda"));
  EXPECT_EQ(refusal(query("SERVICE", R"("SortBy":[{"Key":"UnblendedCost"}],"SearchString":"x")")),
            "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("SortBy":[{"Key":"UnblendedCost"}],"NextPageToken":"x")")),
            "ValidationException");
  EXPECT_EQ(refusal(query("REGION", R"("SortBy":[{"Key":"UnblendedCost"}],"Context":"RESERVATIONS")")),
            "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("SortBy":[{"Key":"Value"}])")), "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("SortBy":[{"Key":"UnblendedCost","SortOrder":"DOWN"}])")),
            "ValidationException");
}

TEST(DimensionValues, MaxResultsIsBounded) {
  EXPECT_EQ(refusal(query("SERVICE", R"("MaxResults":0)")), "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("MaxResults":1001)")), "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("MaxResults":"10")")), "SerializationException");
  EXPECT_THAT(values(query("SERVICE", R"("MaxResults":1)")), ElementsAre("AWS Lambda", kEc2));
}

TEST(DimensionValues, KnowTheirContext) {
  Asker ask(options());
  const auto plans = values(ask.ok("GetDimensionValues", query("SAVINGS_PLANS_TYPE", R"("Context":"SAVINGS_PLANS")")));
  EXPECT_THAT(plans, ElementsAre("ComputeSavingsPlans", "EC2InstanceSavingsPlans"));
  EXPECT_EQ(refusal(query("SERVICE", R"("Context":"SAVINGS_PLANS")")), "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE", R"("Context":"RESERVATION")")), "ValidationException");
  EXPECT_EQ(refusal(query("SERVICE_CODE")), "ValidationException");
  EXPECT_EQ(refusal(query("COLOR")), "ValidationException");
  EXPECT_EQ(refusal(query("RESOURCE_ID", "", "2026-11-01")), "ValidationException");
}

TEST(DimensionValues, ArePaged) {
  Asker whole(options());
  Asker paged(options(7));
  const std::string body = query("USAGE_TYPE");
  std::vector<std::string> joined;
  const auto pages = paged.pages("GetDimensionValues", body);
  for (const json::value& page : pages) {
    for (auto& value : values(page)) joined.push_back(value);
    EXPECT_EQ(page.at("TotalSize"), pages.front().at("TotalSize"));
    EXPECT_EQ(page.at("ReturnSize").to_number<std::size_t>(), page.at("DimensionValues").as_array().size());
  }
  EXPECT_GT(pages.size(), 3U);
  EXPECT_EQ(joined, values(whole.ok("GetDimensionValues", body)));
}

}  // namespace
}  // namespace awscost::sandbox
