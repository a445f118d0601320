// ListBillScenarios, GetBillScenario, ListBillScenarioUsageModifications: filters, pages and tokens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "bcm_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kLines = "ListBillScenarioUsageModifications";

json::object filter(const char* name, std::initializer_list<json::value_ref> values, const char* match = nullptr) {
  json::object result = {{"name", name}, {"values", json::array(values)}};
  if (match != nullptr) result["matchOption"] = match;
  return result;
}

json::object filtered(const std::vector<json::object>& filters, const std::string& scenario = "") {
  json::object body;
  if (!scenario.empty()) body["billScenarioId"] = scenario;
  json::array& list = body["filters"].emplace_array();
  for (const json::object& entry : filters) list.push_back(entry);
  return body;
}

TEST(ScenarioList, HasTwoPages) {
  PricingAsker ask;
  std::size_t pages = 0;
  EXPECT_EQ(ask.items("ListBillScenarios", {}, &pages).size(), 30U);
  EXPECT_EQ(pages, 2U);
  EXPECT_EQ(ask.ok("ListBillScenarios", {}).at("items").as_array().size(), 25U);
  EXPECT_EQ(ask.items("ListBillScenarios", {{"maxResults", 10}}, &pages).size(), 30U);
  EXPECT_EQ(pages, 3U) << "no empty page after the last full one";
  EXPECT_EQ(ask.items("ListBillScenarios", {{"maxResults", 7}}), ask.items("ListBillScenarios", {}));
}

TEST(ScenarioList, IsFiltered) {
  PricingAsker ask;
  const auto names = [&](const std::vector<json::object>& filters) {
    return texts(ask.items("ListBillScenarios", filtered(filters)), "name");
  };
  EXPECT_THAT(names({filter("STATUS", {"LOCKED", "STALE"})}), ElementsAre("locked-plan", "stale-plan"));
  EXPECT_THAT(names({filter("NAME", {"what-if-0", "fail"}, "STARTS_WITH")}),
              ElementsAre("failed-plan", "what-if-01", "what-if-02", "what-if-03", "what-if-04", "what-if-05",
                          "what-if-06", "what-if-07", "what-if-08", "what-if-09"));
  EXPECT_THAT(names({filter("NAME", {"plan"}, "CONTAINS"), filter("STATUS", {"READY"})}), ElementsAre("quarter-plan"));
  EXPECT_THAT(names({filter("NAME", {"Quarter-Plan"})}), ElementsAre()) << "matching is case-sensitive";
  EXPECT_THAT(names({filter("NAME", {"quarter"})}), ElementsAre()) << "the default is EQUALS";
  EXPECT_THAT(names({filter("NAME", {})}), ElementsAre());
  const auto open = ask.items("ListBillScenarios", filtered({filter("GROUP_SHARING_PREFERENCE", {"OPEN"})}));
  EXPECT_FALSE(open.empty());
  EXPECT_THAT(texts(open, "groupSharingPreference"), Each("OPEN"));
  const auto shared = ask.items("ListBillScenarios", filtered({filter("COST_CATEGORY_ARN", {""}, "CONTAINS")}));
  EXPECT_FALSE(shared.empty());
  EXPECT_THAT(texts(shared, "costCategoryGroupSharingPreferenceArn"), Each(HasSubstr("arn:aws:ce::")));
}

TEST(ScenarioList, IsFilteredByTime) {
  PricingAsker ask;
  const auto all = ask.items("ListBillScenarios", {});
  const auto count = [&](const char* name, const json::object& times) {
    return ask.items("ListBillScenarios", {{name, times}}).size();
  };
  const json::value created = all[9].at("createdAt");
  EXPECT_EQ(count("createdAtFilter", {{"afterTimestamp", created}}), 20U);
  EXPECT_EQ(count("createdAtFilter", {{"beforeTimestamp", created}}), 9U);
  EXPECT_EQ(count("createdAtFilter",
                  {{"afterTimestamp", all[2].at("createdAt")}, {"beforeTimestamp", all[5].at("createdAt")}}),
            2U);
  EXPECT_EQ(count("expiresAtFilter", {{"afterTimestamp", all[9].at("expiresAt")}}), 20U);
  EXPECT_EQ(count("expiresAtFilter", {{"beforeTimestamp", october(0)}}), 0U);
  EXPECT_EQ(count("createdAtFilter", json::object()), 30U);
}

TEST(ScenarioList, ReadsTimestampsInEveryForm) {
  PricingAsker ask;
  for (const char* form : {"1793491200", "1793491200.0", "1.7934912E9", "1.793491200000E+9", "1793491199.9"}) {
    const wire::Reply reply =
        ask.reply("ListBillScenarios", std::string(R"({"createdAtFilter":{"afterTimestamp":)") + form + "}}");
    ASSERT_EQ(reply.status, 200) << reply.body;  // 1 November 2026: the first scenario's createdAt
    const json::value first = json::parse(reply.body).at("items").at(0);
    EXPECT_EQ(text(first, "name"), std::string(form) == "1793491199.9" ? "quarter-plan" : "graviton-move") << form;
  }
}

TEST(ScenarioList, RefusesWhatTheModelDoesNotKnow) {
  PricingAsker ask;
  const auto fields = [&](const json::object& body) { return ask.refused("ListBillScenarios", body).fields; };
  EXPECT_THAT(fields({{"maxResults", 0}}), ElementsAre("maxResults"));
  EXPECT_THAT(fields({{"maxResults", 26}}), ElementsAre("maxResults"));
  EXPECT_THAT(fields(filtered({filter("OWNER", {"x"})})), ElementsAre("filters.1.member.name"));
  EXPECT_THAT(fields(filtered({filter("NAME", {"x"}, "ENDS_WITH")})), ElementsAre("filters.1.member.matchOption"));
  EXPECT_THAT(fields({{"filters", {json::object()}}}), ElementsAre("filters.1.member.name", "filters.1.member.values"));
  EXPECT_THAT(fields({{"nextToken", std::string(2049, 'a')}}), ElementsAre("nextToken"));
  EXPECT_THAT(fields({{"nextToken", "garbage"}}), ElementsAre("nextToken"));
  const auto code = [&](const json::object& body) { return ask.refused("ListBillScenarios", body).code; };
  EXPECT_EQ(code({{"maxResults", "10"}}), "SerializationException");
  EXPECT_EQ(code({{"maxResults", 1.5}}), "SerializationException");
  EXPECT_EQ(code({{"nextToken", 1}}), "SerializationException");
  EXPECT_EQ(code({{"filters", "NAME"}}), "SerializationException");
  EXPECT_EQ(code({{"createdAtFilter", {{"afterTimestamp", "2026-11-01"}}}}), "SerializationException");
  EXPECT_EQ(ask.items("ListBillScenarios", {{"filters", nullptr}, {"unknown", 1}}), ask.items("ListBillScenarios", {}));
}

TEST(Scenario, IsShownAsInTheList) {
  PricingAsker ask;
  for (const json::value& scenario : ask.items("ListBillScenarios", {})) {
    EXPECT_EQ(ask.ok("GetBillScenario", {{"identifier", scenario.at("id")}}), scenario);
  }
}

TEST(Scenario, MustExist) {
  PricingAsker ask;
  const PricingRefusal unknown = ask.refused("GetBillScenario", {{"identifier", kUnknownId}});
  EXPECT_EQ(unknown.code, "ResourceNotFoundException");
  EXPECT_EQ(text(unknown.body, "resourceId"), kUnknownId);
  EXPECT_EQ(text(unknown.body, "resourceType"), "BillScenario");
  EXPECT_EQ(ask.refused(kLines, {{"billScenarioId", kUnknownId}}).code, "ResourceNotFoundException");
}

TEST(Scenario, IsNamedByALowerCaseId) {
  PricingAsker ask;
  for (const char* id : {"", "1", "00000000-0000-4000-8000-00000000000A", "00000000-0000-4000-8000-0000000000000",
                         "00000000_0000-4000-8000-000000000000"}) {
    const PricingRefusal refusal = ask.refused(kLines, {{"billScenarioId", id}});
    EXPECT_EQ(refusal.code, "ValidationException") << id;
    EXPECT_EQ(text(refusal.body, "reason"), "fieldValidationFailed");
    EXPECT_THAT(refusal.fields, ElementsAre("billScenarioId"));
    EXPECT_THAT(refusal.message, AllOf(HasSubstr("1 validation error detected"), HasSubstr("billScenarioId")));
  }
  EXPECT_THAT(ask.refused("GetBillScenario", {}).fields, ElementsAre("identifier"));
  EXPECT_EQ(ask.refused("GetBillScenario", {{"identifier", 1}}).code, "SerializationException");
}

TEST(LineList, PagesAddUp) {
  PricingAsker ask;
  const std::string move = ask.scenario("graviton-move");
  std::size_t pages = 0;
  const auto all = ask.items(kLines, {{"billScenarioId", move}}, &pages);
  EXPECT_EQ(pages, 42U);  // 1,030 lines, 25 per page
  auto ids = texts(all, "id");
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  const json::object compute = filtered({filter("SERVICE_CODE", {"AmazonEC2"})}, move);
  EXPECT_EQ(ask.items(kLines, compute, &pages).size(), 1000U);
  EXPECT_EQ(pages, 40U);
}

// Compares each filter with the same condition on the whole list.
TEST(LineList, IsFilteredByEveryName) {
  PricingAsker ask;
  const std::string plan = ask.scenario("quarter-plan");
  const auto all = ask.lines(plan);
  const std::vector<std::pair<const char*, const char*>> members = {{"USAGE_ACCOUNT_ID", "usageAccountId"},
                                                                    {"SERVICE_CODE", "serviceCode"},
                                                                    {"USAGE_TYPE", "usageType"},
                                                                    {"OPERATION", "operation"},
                                                                    {"LOCATION", "location"},
                                                                    {"USAGE_GROUP", "group"}};
  const auto check = [&](const std::string& name, const char* member, bool historical) {
    const auto value_of = [&](const json::value& line) {
      if (!historical) return text(line, member);
      const json::value* usage = line.as_object().if_contains("historicalUsage");
      return usage == nullptr ? "(absent)" : text(*usage, member);
    };
    std::string value;
    for (const json::value& line : all) {
      if (value.empty() && value_of(line) != "(absent)") value = value_of(line);
    }
    ASSERT_FALSE(value.empty()) << name;
    std::vector<json::value> expected;
    std::copy_if(all.begin(), all.end(), std::back_inserter(expected),
                 [&](const json::value& line) { return value_of(line) == value; });
    EXPECT_LT(expected.size(), all.size()) << name;
    EXPECT_EQ(ask.items(kLines, filtered({filter(name.c_str(), {value})}, plan)), expected) << name;
  };
  for (const auto& [name, member] : members) {
    check(name, member, false);
    if (std::string(name) != "USAGE_GROUP") check(std::string("HISTORICAL_") + name, member, true);
  }
}

TEST(LineList, MatchesPartsAndSeveralFilters) {
  PricingAsker ask;
  const std::string plan = ask.scenario("quarter-plan");
  const auto count = [&](const std::vector<json::object>& filters) {
    return ask.items(kLines, filtered(filters, plan)).size();
  };
  // Ten kinds of usage alternate, with 6 lines each. Two of them are S3's.
  EXPECT_EQ(count({filter("SERVICE_CODE", {"AmazonS3"})}), 12U);
  EXPECT_EQ(count({filter("SERVICE_CODE", {"AmazonS3"}), filter("USAGE_TYPE", {"Requests"}, "CONTAINS")}), 6U);
  EXPECT_EQ(count({filter("SERVICE_CODE", {"AmazonS3", "AmazonEC2"})}), 18U);
  EXPECT_EQ(count({filter("SERVICE_CODE", {"AWS"}, "STARTS_WITH")}), 12U);
  EXPECT_EQ(count({filter("SERVICE_CODE", {"S3"}, "STARTS_WITH")}), 0U);
  EXPECT_EQ(count({filter("OPERATION", {""})}), 6U);
  EXPECT_EQ(ask.refused(kLines, filtered({filter("STATUS", {"READY"})}, plan)).code, "ValidationException");
}

class LineTokens : public ::testing::Test {
 protected:
  json::object next_page(json::object body) {
    const json::value first = ask_.ok(kLines, body);
    body["nextToken"] = first.at("nextToken");
    return body;
  }
  PricingAsker ask_;
  std::string move_ = ask_.scenario("graviton-move");
  json::object body_ = {{"billScenarioId", move_}, {"maxResults", 10}};
};

TEST_F(LineTokens, BelongToTheirRequest) {
  const auto refused = [&](const char* member, const json::value& value) {
    json::object next = next_page(body_);
    next[member] = value;
    return ask_.refused(kLines, next).fields;
  };
  EXPECT_THAT(refused("billScenarioId", json::value_from(ask_.scenario("quarter-plan"))), ElementsAre("nextToken"));
  EXPECT_THAT(refused("filters", {filter("SERVICE_CODE", {"AmazonEC2"})}), ElementsAre("nextToken"));
  json::object next = next_page(body_);
  next["maxResults"] = 25;
  EXPECT_EQ(ask_.ok(kLines, next).at("items").as_array().size(), 25U) << "maxResults may differ between pages";
  next.erase("billScenarioId");
  next.erase("maxResults");
  EXPECT_EQ(ask_.refused("ListBillScenarios", next).code, "ValidationException");
}

TEST_F(LineTokens, StayValidWhenLinesComeAndGo) {
  const auto before = texts(ask_.lines(move_), "id");
  const json::object next = next_page(body_);
  // Lines 1 and 9 are not existing usage, so they can be deleted. Line 9 is the last one of the first page.
  const json::value gone =
      ask_.ok("BatchDeleteBillScenarioUsageModification", {{"billScenarioId", move_}, {"ids", {before[1], before[9]}}});
  ASSERT_TRUE(gone.at("errors").as_array().empty());
  ask_.ok("BatchCreateBillScenarioUsageModification", {{"billScenarioId", move_},
                                                       {"usageModifications",
                                                        {{{"key", "1"},
                                                          {"serviceCode", "AmazonEC2"},
                                                          {"usageType", "BoxUsage:m7g.large"},
                                                          {"operation", "RunInstances"},
                                                          {"usageAccountId", kMemberId}}}}});
  const auto rest = texts(ask_.items(kLines, next), "id");
  ASSERT_EQ(rest.size(), 1021U) << "1,020 old lines and the new one";
  EXPECT_TRUE(std::equal(before.begin() + 10, before.end(), rest.begin()));
}

}  // namespace
}  // namespace awscost::sandbox
