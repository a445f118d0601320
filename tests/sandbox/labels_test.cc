// GetTags and GetCostCategories: keys, values of a key, and refusals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;

std::string query(const std::string& more = "", const std::string& start = "2026-11-01") {
  return R"({"TimePeriod":{"Start":")" + start + R"(","End":"2026-11-22"})" + (more.empty() ? "" : "," + more) + "}";
}

std::vector<std::string> texts(const json::value& answer, std::string_view member) {
  std::vector<std::string> result;
  for (const json::value& text : answer.at(member).as_array()) result.emplace_back(text.as_string());
  return result;
}

std::vector<std::string> tags(const std::string& body) {
  Asker ask(small_account());
  return texts(ask.ok("GetTags", body), "Tags");
}

std::vector<std::string> categories(const std::string& body, std::string_view member) {
  Asker ask(small_account());
  return texts(ask.ok("GetCostCategories", body), member);
}

Refusal refusal(const std::string& operation, const std::string& body) {
  Asker ask(small_account());
  return ask.refused(operation, body);
}

TEST(Tags, AreTheKeysOfThePeriodAndFilter) {
  EXPECT_THAT(tags(query()), ElementsAre("env", "team"));
  EXPECT_THAT(tags(query(R"("TagKey":"")")), ElementsAre("env", "team"));
  EXPECT_THAT(tags(query(R"("Filter":{"Dimensions":{"Key":"LINKED_ACCOUNT","Values":["000000000002"]}})")),
              ElementsAre("env"));
  EXPECT_THAT(tags(R"({"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"}})"), ElementsAre());
}

TEST(Tags, OfAKeyAreItsValuesAndTheEmptyTextForUntaggedCost) {
  EXPECT_THAT(tags(query(R"("TagKey":"env")")), ElementsAre("", "dev", "prod"));
  EXPECT_THAT(tags(query(R"("TagKey":"team")")), ElementsAre("", "a$b"));
  EXPECT_THAT(tags(query(R"("TagKey":"env","Filter":{"Dimensions":{"Key":"SERVICE","Values":[")" + std::string(kEc2) +
                         R"("]}})")),
              ElementsAre("dev", "prod"));
  EXPECT_THAT(tags(query(R"("TagKey":"never used")")), ElementsAre(""));
}

TEST(Tags, TellTheirSizes) {
  Asker ask(small_account());
  EXPECT_EQ(ask.ok("GetTags", query(R"("TagKey":"env")")),
            json::parse(R"({"Tags":["","dev","prod"],"ReturnSize":3,"TotalSize":3})"));
}

TEST(Tags, AreSearchedInAnyCase) {
  EXPECT_THAT(tags(query(R"("SearchString":"EA")")), ElementsAre("team"));
  EXPECT_THAT(tags(query(R"("TagKey":"env","SearchString":"DE")")), ElementsAre("dev"));
}

TEST(Tags, SortByAMetricWithItsOwnRules) {
  // prod 0.4, dev 5, untagged 0.0000000001 + 0.3 - 1.5.
  const std::string sorted = R"("TagKey":"env","SortBy":[{"Key":"UnblendedCost","SortOrder":")";
  EXPECT_THAT(tags(query(sorted + R"(ASCENDING"}])")), ElementsAre("", "prod", "dev"));
  EXPECT_THAT(tags(query(sorted + R"(DESCENDING"}],"MaxResults":2)")), ElementsAre("dev", "prod"));
  EXPECT_THAT(tags(query(R"("TagKey":"env","MaxResults":2)")),
              ElementsAre("", "dev", "prod"));  // no effect without SortBy
  const auto code = [](const std::string& more) { return refusal("GetTags", query(more)).code; };
  EXPECT_EQ(code(R"("SortBy":[{"Key":"UnblendedCost"}],"NextPageToken":"x")"), "ValidationException");
  EXPECT_EQ(code(R"("SortBy":[{"Key":"UnblendedCost"}],"SearchString":"x")"), "ValidationException");
  EXPECT_EQ(code(R"("SortBy":[{"Key":"Tag"}])"), "ValidationException");
  EXPECT_EQ(code(R"("SortBy":[{"SortOrder":"ASCENDING"}])"), "ValidationException");
  EXPECT_EQ(code(R"("SortBy":{"Key":"UnblendedCost"})"), "SerializationException");
}

TEST(Tags, ASortedListThatIsCutHasNoToken) {
  Asker ask(small_account());
  const json::value answer =
      ask.ok("GetTags", query(R"("TagKey":"env","SortBy":[{"Key":"BlendedCost"}],"MaxResults":1)"));
  EXPECT_EQ(answer.at("ReturnSize"), 1);
  EXPECT_EQ(answer.at("TotalSize"), 3);
  EXPECT_FALSE(answer.as_object().contains("NextPageToken"));
}

TEST(Tags, RefuseWhatIsWrong) {
  const auto code = [](const std::string& body) { return refusal("GetTags", body).code; };
  const Refusal none = refusal("GetTags", "{}");
  EXPECT_EQ(none.code, "ValidationException");
  EXPECT_THAT(none.message, ::testing::HasSubstr("Value null at 'timePeriod'"));
  EXPECT_EQ(code(query(R"("MaxResults":0)")), "ValidationException");
  EXPECT_EQ(code(query(R"("MaxResults":1001)")), "ValidationException");
  EXPECT_EQ(code(query(R"("TagKey":")" + std::string(1025, 'k') + R"(")")), "ValidationException");
  EXPECT_EQ(code(query(R"("TagKey":7)")), "SerializationException");
  EXPECT_EQ(code(query(R"("NextPageToken":"nonsense")")), "InvalidNextTokenException");
  EXPECT_EQ(code(query(R"("Filter":{"Dimensions":{"Key":"RESOURCE_ID","Values":["i-1"]}})")), "ValidationException");
  EXPECT_EQ(code(query("", "2025-09-01")), "ValidationException");
  EXPECT_EQ(code(query(R"("BillingViewArn":"arn:aws:billing::999999999999:billingview/primary")")),
            "ResourceNotFoundException");
}

TEST(Tags, TakeThePrimaryBillingView) {
  EXPECT_THAT(tags(query(R"("BillingViewArn":"arn:aws:billing::210987654321:billingview/primary")")),
              ElementsAre("env", "team"));
}

TEST(Tags, ArePagedByATokenThatBelongsToTheRequest) {
  const std::string body = query(R"("TagKey":"team")");
  Asker whole(options());
  Asker paged(options(3));
  const auto all = texts(whole.ok("GetTags", body), "Tags");
  ASSERT_EQ(all.size(), 8U);  // seven teams and ""
  std::vector<std::string> joined;
  const auto pages = paged.pages("GetTags", body);
  for (const json::value& page : pages) {
    for (auto& text : texts(page, "Tags")) joined.push_back(std::move(text));
    EXPECT_EQ(page.at("TotalSize"), 8);
    EXPECT_EQ(page.at("ReturnSize").to_number<std::size_t>(), page.at("Tags").as_array().size());
  }
  EXPECT_EQ(pages.size(), 3U);
  EXPECT_EQ(joined, all);

  json::object next = json::parse(query(R"("TagKey":"env")")).as_object();
  next["NextPageToken"] = pages.front().at("NextPageToken");
  EXPECT_EQ(paged.refused("GetTags", json::serialize(next)).code, "RequestChangedException");
  next = json::parse(body).as_object();
  next["NextPageToken"] = pages.front().at("NextPageToken");
  EXPECT_EQ(paged.refused("GetCostCategories", json::serialize(next)).code, "RequestChangedException");
}

TEST(CostCategories, AreNamesOrTheValuesOfOne) {
  EXPECT_THAT(categories(query(), "CostCategoryNames"), ElementsAre("Unit"));
  EXPECT_THAT(categories(query(R"("CostCategoryName":"Unit")"), "CostCategoryValues"), ElementsAre("", "Shared"));
  EXPECT_THAT(categories(query(R"("CostCategoryName":"Unit","SearchString":"SHA")"), "CostCategoryValues"),
              ElementsAre("Shared"));
  EXPECT_THAT(categories(query(R"("SearchString":"x")"), "CostCategoryNames"), ElementsAre());
  Asker ask(small_account());
  EXPECT_EQ(ask.ok("GetCostCategories", query()),
            json::parse(R"({"CostCategoryNames":["Unit"],"ReturnSize":1,"TotalSize":1})"));
  EXPECT_FALSE(
      ask.ok("GetCostCategories", query(R"("CostCategoryName":"Unit")")).as_object().contains("CostCategoryNames"));
}

TEST(CostCategories, SortAndCut) {
  EXPECT_THAT(categories(query(R"("CostCategoryName":"Unit","SortBy":[{"Key":"UNBLENDED_COST"}],"MaxResults":1)"),
                         "CostCategoryValues"),
              ElementsAre("Shared"));
}

TEST(CostCategories, RefuseNamesThatNoCategoryHas) {
  const auto named = [](const std::string& name) {
    return refusal("GetCostCategories", query(R"("CostCategoryName":")" + name + R"(")")).code;
  };
  EXPECT_EQ(named(""), "ValidationException");
  EXPECT_EQ(named(" Unit"), "ValidationException");
  EXPECT_EQ(named("Unit "), "ValidationException");
  EXPECT_EQ(named(std::string(51, 'x')), "ValidationException");
  std::string fifty;  // 50 characters of two bytes each
  for (int i = 0; i < 50; ++i) fifty += "é";
  EXPECT_THAT(categories(query(R"("CostCategoryName":")" + fifty + R"(")"), "CostCategoryValues"), ElementsAre(""));
}

// The empty text is listed exactly if GetCostAndUsage has a group `key$`.
TEST(Labels, AgreeWithTheGroupsOfCostAndUsage) {
  Asker ask(options());
  for (const std::string key : {"env", "team"}) {
    std::vector<std::string> groups;
    const json::value answer =
        ask.ok("GetCostAndUsage",
               cost_query("2026-11-01/2026-11-22", "MONTHLY", R"("GroupBy":[{"Type":"TAG","Key":")" + key + R"("}])"));
    for (const json::value& group : answer.at("ResultsByTime").at(0).at("Groups").as_array()) {
      groups.push_back(std::string(group.at("Keys").at(0).as_string()).substr(key.size() + 1));
    }
    EXPECT_THAT(texts(ask.ok("GetTags", query(R"("TagKey":")" + key + R"(")")), "Tags"),
                ::testing::UnorderedElementsAreArray(groups));
  }
}

}  // namespace
}  // namespace awscost::sandbox
