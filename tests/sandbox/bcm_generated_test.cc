// The generated bill scenarios: what tests and examples rely on, and the number formats that a client must parse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "bcm_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

TEST(GeneratedScenarios, HaveEveryStatus) {
  PricingAsker ask;
  const auto scenarios = ask.items("ListBillScenarios", {});
  EXPECT_EQ(scenarios.size(), 30U);
  std::map<std::string, std::string> status;
  for (const json::value& scenario : scenarios) {
    status[text(scenario, "name")] = text(scenario, "status");
    EXPECT_EQ(text(scenario, "failureMessage") != "(absent)", text(scenario, "status") == "FAILED");
  }
  EXPECT_EQ(status.size(), 30U);
  EXPECT_EQ(status["quarter-plan"], "READY");
  EXPECT_EQ(status["graviton-move"], "READY");
  EXPECT_EQ(status["empty"], "READY");
  EXPECT_EQ(status["locked-plan"], "LOCKED");
  EXPECT_EQ(status["stale-plan"], "STALE");
  EXPECT_EQ(status["failed-plan"], "FAILED");
  const auto sharing = texts(scenarios, "groupSharingPreference");
  EXPECT_THAT(sharing, IsSupersetOf({"OPEN", "PRIORITIZED", "RESTRICTED", "(absent)"}));
  const auto arns = texts(scenarios, "costCategoryGroupSharingPreferenceArn");
  EXPECT_THAT(arns, AllOf(Contains("(absent)"), Contains(HasSubstr(":costcategory/"))));
}

TEST(GeneratedScenarios, CoverTheLastFullMonth) {
  PricingAsker ask;
  for (const json::value& scenario : ask.items("ListBillScenarios", {})) {
    EXPECT_EQ(scenario.at("billInterval").at("start").to_number<double>(), static_cast<double>(october(0)));
    EXPECT_EQ(scenario.at("billInterval").at("end").to_number<double>(), static_cast<double>(october(31 * 24)));
    const double created = scenario.at("createdAt").to_number<double>();
    EXPECT_GE(created, static_cast<double>(october(31 * 24)));
    EXPECT_LE(created, static_cast<double>(kNow.time_since_epoch().count()));
    EXPECT_GT(scenario.at("expiresAt").to_number<double>(), created);
  }
}

TEST(GeneratedScenarios, WriteTimestampsInEveryForm) {
  PricingAsker ask;
  const std::string body = ask.reply("ListBillScenarios", "{}").body;
  EXPECT_THAT(body, HasSubstr(R"("start":1.7908128E9)"));  // 1 October 2026
  EXPECT_TRUE(std::regex_search(body, std::regex(R"("expiresAt":\d{10}[,}])")));
  EXPECT_TRUE(std::regex_search(body, std::regex(R"("createdAt":\d\.\d{10,}E9)"))) << "no fraction of a second";
}

TEST(GeneratedScenarios, AreDrawnFromTheSeed) {
  PricingAsker one;
  PricingAsker again;
  PricingAsker other(2);
  EXPECT_EQ(one.items("ListBillScenarios", {}), again.items("ListBillScenarios", {}));
  EXPECT_EQ(one.lines(one.scenario("quarter-plan")), again.lines(again.scenario("quarter-plan")));
  EXPECT_NE(one.scenario("quarter-plan"), other.scenario("quarter-plan"));
}

TEST(GeneratedScenarios, HaveIdsOfTheirOwn) {
  PricingAsker ask;
  std::set<std::string> ids;
  std::size_t count = 0;
  const std::regex form("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
  for (const json::value& scenario : ask.items("ListBillScenarios", {})) {
    ids.insert(text(scenario, "id"));
    ++count;
    for (const std::string& id : texts(ask.lines(text(scenario, "id")), "id")) {
      EXPECT_TRUE(std::regex_match(id, form)) << id;
      ids.insert(id);
      ++count;
    }
  }
  EXPECT_EQ(ids.size(), count);
}

TEST(GeneratedLines, OfTheQuarterPlanAreOfManyKinds) {
  PricingAsker ask;
  const auto lines = ask.lines(ask.scenario("quarter-plan"));
  ASSERT_EQ(lines.size(), 60U);
  const auto distinct = [&](const char* member) {
    const auto all = texts(lines, member);
    return std::set<std::string>(all.begin(), all.end());
  };
  EXPECT_GE(distinct("serviceCode").size(), 7U);
  EXPECT_GE(distinct("usageAccountId").size(), 4U);
  EXPECT_THAT(distinct("group"), Contains("(absent)"));
  EXPECT_GE(distinct("group").size(), 4U);
  EXPECT_THAT(distinct("location"), IsSupersetOf({"(absent)", ""}));
  EXPECT_THAT(distinct("availabilityZone"), Contains("(absent)"));
  EXPECT_GE(distinct("availabilityZone").size(), 2U);
  EXPECT_THAT(distinct("operation"), Contains(""));
}

TEST(GeneratedLines, HaveQuantitiesThatAreHardToRead) {
  PricingAsker ask;
  std::set<std::size_t> sizes;
  std::set<double> amounts;
  std::set<std::string> units;
  for (const json::value& line : ask.lines(ask.scenario("quarter-plan"))) {
    sizes.insert(line.at("quantities").as_array().size());
    for (const json::value& quantity : line.at("quantities").as_array()) {
      amounts.insert(quantity.at("amount").to_number<double>());
      units.insert(text(quantity, "unit"));
      const std::int64_t start = quantity.at("startHour").to_number<std::int64_t>();
      EXPECT_EQ(start % 3600, 0);
      EXPECT_GE(start, october(0));
      EXPECT_LT(start, october(31 * 24));
    }
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{1, 2, 3, 4}));
  EXPECT_THAT(amounts, IsSupersetOf({744.5, 1e-7, 1e12, 100.0}));
  EXPECT_THAT(units, IsSupersetOf({"Hrs", "GB-Mo", "Requests"}));
}

TEST(GeneratedLines, TellWhatWasUsedBefore) {
  PricingAsker ask;
  std::size_t added = 0;
  std::string filters;
  for (const json::value& line : ask.lines(ask.scenario("quarter-plan"))) {
    const json::value* usage = line.as_object().if_contains("historicalUsage");
    if (usage == nullptr) {
      ++added;
      continue;
    }
    EXPECT_EQ(text(*usage, "serviceCode"), text(line, "serviceCode"));
    EXPECT_EQ(usage->at("billInterval").at("start").to_number<double>(), static_cast<double>(october(0)));
    filters += json::serialize(usage->at("filterExpression"));
  }
  EXPECT_EQ(added, 20U);
  for (const char* member : {R"("and":[)", R"("or":[)", R"("not":{)", R"("tags":{)", R"("matchOptions":[)"}) {
    EXPECT_THAT(filters, HasSubstr(member));
  }
}

TEST(GeneratedLines, OfTheGravitonMoveAreAThousandAndThirty) {
  PricingAsker ask;
  const auto services = texts(ask.lines(ask.scenario("graviton-move")), "serviceCode");
  EXPECT_EQ(services.size(), 1030U);
  EXPECT_EQ(std::count(services.begin(), services.end(), "AmazonEC2"), 1000);
}

TEST(GeneratedLines, OfOtherScenarios) {
  PricingAsker ask;
  EXPECT_TRUE(ask.lines(ask.scenario("empty")).empty());
  EXPECT_EQ(ask.lines(ask.scenario("locked-plan")).size(), 3U);
  EXPECT_EQ(text(ask.lines(ask.scenario("sandbox-faults")).back(), "group"), "fail-internal");
}

}  // namespace
}  // namespace awscost::sandbox
