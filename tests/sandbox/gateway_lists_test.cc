// Usage plans and keys of the sandbox's API Gateway: contents, paging and Regions.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <thread>

#include "gateway_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

std::vector<std::int64_t> created(const json::array& keys) {
  std::vector<std::int64_t> result;
  for (const json::value& key : keys) result.push_back(key.at("createdDate").as_int64());
  return result;
}

bool is_alphanumeric(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

TEST(GatewayPlans, AreListedWithWhatTheyHave) {
  GatewayAsker ask;
  const json::value answer = ask.ok("/usageplans");
  const json::array& plans = answer.at("item").as_array();
  EXPECT_FALSE(answer.as_object().contains("position"));
  EXPECT_EQ(members(plans, "id"), (std::vector<std::string>{kMonthPlan, kDayPlan, kWeekPlan, kPlanWithoutQuota,
                                                            kPlanWithoutKeys, "v3s7fj", kOldPlan}));
  const json::value& gold = plans.at(0);
  EXPECT_EQ(gold.at("quota"), json::parse(R"({"limit":500000,"offset":0,"period":"MONTH"})"));
  EXPECT_EQ(gold.at("throttle").at("burstLimit"), 200);
  EXPECT_EQ(gold.at("throttle").at("rateLimit").to_number<double>(), 100.0);
  EXPECT_EQ(member(gold, "productCode"), "prod-1a2b3c4d5e");
  const json::value& stage = gold.at("apiStages").at(0);
  EXPECT_EQ(member(stage, "apiId") + "/" + member(stage, "stage"), "a1b2c3d4e5/prod");
  EXPECT_EQ(stage.at("throttle").at("/orders/{id}/PUT").at("rateLimit"), 2.5);
  EXPECT_FALSE(gold.at("apiStages").at(1).as_object().contains("throttle"));
  EXPECT_EQ(plans.at(1).at("quota").at("period"), "DAY");
  EXPECT_EQ(plans.at(2).at("quota").at("period"), "WEEK");
  for (const char* absent : {"quota", "throttle", "description", "productCode"}) {
    EXPECT_FALSE(plans.at(3).as_object().contains(absent)) << absent;
  }
  EXPECT_TRUE(plans.at(4).at("apiStages").as_array().empty());
}

TEST(GatewayPlans, HaveTagsOnlyWhereAskedForAlone) {
  GatewayAsker ask;
  const json::array plans = ask.items("/usageplans");
  for (const json::value& plan : plans) EXPECT_FALSE(plan.as_object().contains("tags"));
  json::object alone = ask.ok(std::string("/usageplans/") + kMonthPlan).as_object();
  EXPECT_EQ(alone.at("tags"), json::parse(R"({"team":"partners","cost center":"4711/gold"})"));
  alone.erase("tags");
  EXPECT_EQ(json::value(alone), plans.at(0));
  EXPECT_FALSE(ask.ok(std::string("/usageplans/") + kPlanWithoutKeys).as_object().contains("tags"));
}

TEST(GatewayPlans, AreFoundByAKeyOfTheirs) {
  GatewayAsker ask;
  std::map<std::string, std::set<std::string>> plans_of;
  for (const char* plan : {kPlanWithoutQuota, "v3s7fj"}) {
    for (const json::value& key : ask.items(std::string("/usageplans/") + plan + "/keys")) {
      plans_of[member(key, "id")].insert(plan);
    }
  }
  EXPECT_EQ(plans_of.size(), 8U + 5U);  // two keys are in both plans and count once
  for (const auto& [key, plans] : plans_of) {
    const auto ids = members(ask.items("/usageplans", {{"keyId", key}}), "id");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()), plans);
  }
  EXPECT_TRUE(ask.items("/usageplans", {{"keyId", "nokey"}}).empty());
}

TEST(GatewayPlans, ListTheirKeys) {
  GatewayAsker ask;
  const json::array keys = ask.items(std::string("/usageplans/") + kWeekPlan + "/keys");
  ASSERT_EQ(keys.size(), 27U);
  for (const json::value& key : keys) {
    EXPECT_EQ(key.as_object().size(), 4U);
    EXPECT_EQ(member(key, "type"), "API_KEY");
    EXPECT_EQ(member(key, "id").size(), 10U);
    EXPECT_EQ(member(key, "value").size(), 40U);
    EXPECT_TRUE(member(key, "name").starts_with("essai gratuit & d\u00e9mo "));
  }
  EXPECT_TRUE(ask.items(std::string("/usageplans/") + kPlanWithoutKeys + "/keys").empty());
  EXPECT_EQ(ask.items(std::string("/usageplans/") + kOldPlanInPath + "/keys").size(), 3U);
  // AWS answers with an empty list, not with an error.
  EXPECT_EQ(ask.ok("/usageplans/no/keys"), json::parse(R"({"item":[]})"));
}

TEST(GatewayKeys, AreThoseOfThePlansAndSomeMore) {
  GatewayAsker ask;
  const json::array keys = ask.items("/apikeys", {{"limit", "500"}});
  EXPECT_EQ(keys.size(), 12U + 1203U + 27U + 8U + 5U + 3U + 3U);
  const auto ids = members(keys, "id");
  const std::set<std::string> distinct(ids.begin(), ids.end());
  EXPECT_EQ(distinct.size(), keys.size());
  for (const json::value& plan : ask.items("/usageplans")) {
    if (member(plan, "id") == kOldPlan) continue;
    for (const json::value& key : ask.items("/usageplans/" + member(plan, "id") + "/keys", {{"limit", "500"}})) {
      EXPECT_TRUE(distinct.contains(member(key, "id")));
    }
  }
  const auto times = created(keys);
  EXPECT_TRUE(std::is_sorted(times.rbegin(), times.rend()));  // newest first
  for (const json::value& key : keys) {
    EXPECT_TRUE(is_alphanumeric(member(key, "id")));
    EXPECT_LE(key.at("createdDate").as_int64(), key.at("lastUpdatedDate").as_int64());
    EXPECT_TRUE(key.at("stageKeys").is_array());
  }
  const auto count = [&](auto test) { return std::count_if(keys.begin(), keys.end(), test); };
  EXPECT_GT(count([](const json::value& key) { return !key.at("enabled").as_bool(); }), 10);
  EXPECT_EQ(count([](const json::value& key) { return key.as_object().contains("customerId"); }), 12);
  EXPECT_GT(count([](const json::value& key) { return !key.at("stageKeys").as_array().empty(); }), 10);
  EXPECT_GT(count([](const json::value& key) { return key.as_object().contains("tags"); }), 10);
}

TEST(GatewayKeys, ShowTheirValueOnRequestOnly) {
  GatewayAsker ask;
  const Query partner{{"name", "Partner n\u00b0 0003"}};
  const json::array plain = ask.items("/apikeys", partner);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_FALSE(plain.at(0).as_object().contains("value"));
  EXPECT_FALSE(ask.items("/apikeys", {partner[0], {"includeValues", "false"}}).at(0).as_object().contains("value"));
  const json::array open = ask.items("/apikeys", {partner[0], {"includeValues", "true"}});
  const std::string value = member(open.at(0), "value");
  EXPECT_EQ(value.size(), 40U);
  EXPECT_TRUE(is_alphanumeric(value));
  const std::string path = "/apikeys/" + member(plain.at(0), "id");
  EXPECT_EQ(ask.ok(path), plain.at(0));
  EXPECT_EQ(ask.ok(path, {{"includeValue", "true"}}), open.at(0));
  // `includeValues` is the parameter of the list.
  EXPECT_EQ(ask.ok(path, {{"includeValues", "true"}}), plain.at(0));
}

TEST(GatewayKeys, AreFoundByTheBeginningOfTheirNameAndByCustomer) {
  GatewayAsker ask;
  EXPECT_EQ(ask.items("/apikeys", {{"name", "device-10"}}).size(), 100U);  // 1000 to 1099
  EXPECT_EQ(ask.items("/apikeys", {{"name", "Device-10"}}).size(), 0U);
  EXPECT_EQ(ask.items("/apikeys", {{"name", "evice-10"}}).size(), 0U);
  const std::string keys = std::string("/usageplans/") + kDayPlan + "/keys";
  EXPECT_EQ(ask.items(keys, {{"name", "device-12"}}).size(), 4U);  // 1200 to 1203
  EXPECT_EQ(ask.items(keys, {{"name", "Partner"}}).size(), 0U);
  const json::array partner = ask.items("/apikeys", {{"customerId", "marketplace/customer#0007"}});
  EXPECT_EQ(members(partner, "name"), std::vector<std::string>{"Partner n\u00b0 0007"});
  EXPECT_TRUE(ask.items("/apikeys", {{"customerId", "marketplace/customer#0007"}, {"name", "device"}}).empty());
}

TEST(GatewayPaging, TakesThreePagesOfFiveHundredForTheLargestPlan) {
  GatewayAsker ask;
  const std::string path = std::string("/usageplans/") + kDayPlan + "/keys";
  const auto pages = ask.pages(path, {{"limit", "500"}});
  ASSERT_EQ(pages.size(), 3U);
  EXPECT_EQ(pages[0].at("item").as_array().size(), 500U);
  EXPECT_EQ(pages[1].at("item").as_array().size(), 500U);
  EXPECT_EQ(pages[2].at("item").as_array().size(), 203U);
  std::set<std::string> ids;
  for (const json::value& page : pages) {
    for (const std::string& id : members(page.at("item").as_array(), "id")) ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 1203U);
  // The position contains characters that a query must encode.
  EXPECT_NE(member(pages[0], "position").find('+'), std::string::npos);
  EXPECT_NE(member(pages[0], "position").find('='), std::string::npos);
}

TEST(GatewayPaging, HasTwentyFiveResultsAPageUnlessToldOtherwise) {
  GatewayAsker ask;
  const std::string path = std::string("/usageplans/") + kWeekPlan + "/keys";
  EXPECT_EQ(ask.pages(path).size(), 2U);
  EXPECT_EQ(ask.ok(path).at("item").as_array().size(), 25U);
  EXPECT_EQ(ask.ok(path, {{"limit", "-1"}}).at("item").as_array().size(), 25U);
  EXPECT_EQ(ask.pages(path, {{"limit", "9"}}).size(), 3U);
  EXPECT_EQ(ask.pages(path, {{"limit", "27"}}).size(), 1U);
  EXPECT_EQ(ask.pages(path, {{"limit", "26"}}).size(), 2U);
}

TEST(GatewayPaging, RefusesLimitsAndPositionsThatAreNone) {
  GatewayAsker ask;
  const std::string position = member(ask.ok("/apikeys", {{"limit", "10"}}), "position");
  ask.ok("/apikeys", {{"limit", "10"}, {"position", position}});
  for (const Query& query :
       {Query{{"limit", "501"}}, Query{{"limit", "x"}}, Query{{"limit", ""}}, Query{{"limit", "99999999999999999999"}},
        Query{{"limit", "10"}, {"position", "x"}}, Query{{"limit", "10"}, {"position", ""}},
        Query{{"limit", "10"}, {"position", position.substr(1)}}, Query{{"limit", "11"}, {"position", position}},
        Query{{"limit", "10"}, {"name", "device"}, {"position", position}}, Query{{"position", position}}}) {
    const GatewayRefusal refusal = ask.refused("/apikeys", query);
    EXPECT_EQ(refusal.code, "BadRequestException");
    EXPECT_EQ(refusal.status, 400);
    EXPECT_FALSE(refusal.message.empty());
  }
  EXPECT_EQ(ask.refused("/usageplans", {{"limit", "10"}, {"position", position}}).code, "BadRequestException");
}

TEST(GatewayRegions, HaveTheirOwnPlansAndKeys) {
  GatewayAsker home(options(), "us-east-1");
  EXPECT_EQ(home.ok("/usageplans"), GatewayAsker().ok("/usageplans"));
  GatewayAsker paris(options(), "eu-west-3");
  EXPECT_EQ(members(paris.items("/usageplans"), "id"), (std::vector<std::string>{"b9t2kx", "z5r1ud"}));
  EXPECT_EQ(paris.items("/apikeys").size(), 6U);
  EXPECT_EQ(paris.refused(std::string("/usageplans/") + kMonthPlan).status, 404);
  GatewayAsker elsewhere(options(), "us-west-2");
  EXPECT_EQ(elsewhere.ok("/usageplans"), json::parse(R"({"item":[]})"));
  EXPECT_EQ(elsewhere.ok("/apikeys"), json::parse(R"({"item":[]})"));
}

TEST(GatewayRegions, DoNotShareKeysOfTheSameSeedOnly) {
  EXPECT_EQ(GatewayAsker().ok("/apikeys"), GatewayAsker().ok("/apikeys"));
  EXPECT_NE(GatewayAsker().ok("/apikeys"), GatewayAsker(options(5000, 2)).ok("/apikeys"));
}

TEST(GatewayRegions, MayBeAskedByManyThreadsAtOnce) {
  GatewayAsker alone;
  const json::value expected = alone.ok("/apikeys");
  GatewayAsker ask;
  std::array<wire::Reply, 8> replies;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    threads.emplace_back([&, i] { replies[i] = ask.send_in(i % 2 == 1 ? "eu-west-3" : "", ask.call("/apikeys")); });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < replies.size(); ++i) {
    ASSERT_EQ(replies[i].status, 200);
    EXPECT_EQ(json::parse(replies[i].body) == expected, i % 2 == 0) << i;
  }
}

TEST(GatewayRefusals, NameWhatIsNotThere) {
  GatewayAsker ask;
  const GatewayRefusal plan = ask.refused("/usageplans/no");
  EXPECT_EQ(plan.status, 404);
  EXPECT_EQ(plan.code, "NotFoundException");
  EXPECT_EQ(plan.message, "Invalid Usage Plan ID specified");
  const GatewayRefusal key = ask.refused("/apikeys/no");
  EXPECT_EQ(key.status, 404);
  EXPECT_EQ(key.code, "NotFoundException");
}

}  // namespace
}  // namespace awscost::sandbox
