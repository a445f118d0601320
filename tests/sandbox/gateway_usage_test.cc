// GetUsage: days, quotas, paging over keys, and every refusal.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "connectors/sandbox/apigateway/gateway.h"
#include "gateway_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

using Days = std::vector<std::pair<std::int64_t, std::int64_t>>;

Days days_of(const json::value& pairs) {
  Days result;
  for (const json::value& pair : pairs.as_array()) {
    EXPECT_EQ(pair.as_array().size(), 2U);
    result.emplace_back(pair.at(0).as_int64(), pair.at(1).as_int64());
  }
  return result;
}

std::vector<Days> usage_of(GatewayAsker& ask, const std::string& plan, const Query& query) {
  std::vector<Days> result;
  for (const json::value& page : ask.pages(usage_path(plan), query)) {
    for (const auto& key : page.at("values").as_object()) result.push_back(days_of(key.value()));
  }
  return result;
}

std::vector<std::string> names(const json::value& answer) {
  std::vector<std::string> result;
  for (const auto& key : answer.at("values").as_object()) result.emplace_back(key.key());
  return result;
}

TEST(GatewayUsage, HasAPairForEveryDayBothEndsIncluded) {
  GatewayAsker ask;
  const json::value answer = ask.ok(usage_path(kMonthPlan), period("2026-11-01", "2026-11-03"));
  EXPECT_EQ(member(answer, "usagePlanId"), kMonthPlan);
  EXPECT_EQ(member(answer, "startDate"), "2026-11-01");
  EXPECT_EQ(member(answer, "endDate"), "2026-11-03");
  EXPECT_FALSE(answer.as_object().contains("item"));
  EXPECT_FALSE(answer.as_object().contains("position"));
  EXPECT_EQ(answer.at("values").as_object().size(), 12U);
  for (const auto& key : answer.at("values").as_object()) EXPECT_EQ(days_of(key.value()).size(), 3U);
  for (const Days& days : usage_of(ask, kMonthPlan, period("2026-11-21", "2026-11-21"))) EXPECT_EQ(days.size(), 1U);
  for (const Days& days : usage_of(ask, kMonthPlan, period("2026-08-23", "2026-11-21"))) EXPECT_EQ(days.size(), 91U);
}

TEST(GatewayUsage, NamesKeysByIdInTheOrderOfTheirList) {
  GatewayAsker ask;
  const json::value answer = ask.ok(usage_path(kMonthPlan), period("2026-11-01", "2026-11-01"));
  EXPECT_EQ(names(answer), members(ask.items(std::string("/usageplans/") + kMonthPlan + "/keys"), "id"));
}

TEST(GatewayUsage, NamesKeysOfAnOldAccountByTheirValue) {
  GatewayAsker ask;
  const json::array keys = ask.items(std::string("/usageplans/") + kOldPlanInPath + "/keys");
  const json::value answer = ask.ok(usage_path(kOldPlanInPath), period("2026-11-01", "2026-11-02"));
  EXPECT_EQ(member(answer, "usagePlanId"), kOldPlan);
  EXPECT_EQ(names(answer), members(keys, "value"));
  for (const char* name : {"id", "value"}) {
    const Query one = period("2026-11-01", "2026-11-02", {{"keyId", member(keys.at(1), name)}});
    EXPECT_EQ(names(ask.ok(usage_path(kOldPlanInPath), one)), std::vector<std::string>{member(keys.at(1), "value")});
  }
}

TEST(GatewayUsage, CanBeOfOneKey) {
  GatewayAsker ask;
  const json::value all = ask.ok(usage_path(kMonthPlan), period("2026-11-01", "2026-11-20"));
  const std::string key = names(all).at(4);
  const json::value one = ask.ok(usage_path(kMonthPlan), period("2026-11-01", "2026-11-20", {{"keyId", key}}));
  EXPECT_EQ(names(one), std::vector<std::string>{key});
  EXPECT_EQ(one.at("values").at(key), all.at("values").at(key));
  const json::value none = ask.ok(usage_path(kMonthPlan), period("2026-11-01", "2026-11-20", {{"keyId", "nokey"}}));
  EXPECT_TRUE(none.at("values").as_object().empty());
  EXPECT_TRUE(
      ask.ok(usage_path(kPlanWithoutKeys), period("2026-11-01", "2026-11-20")).at("values").as_object().empty());
}

TEST(GatewayUsage, CountsADayQuotaAnewEveryDay) {
  GatewayAsker ask;
  bool exhausted = false;
  for (const Days& days : usage_of(ask, kDayPlan, period("2026-11-10", "2026-11-20", {{"limit", "500"}}))) {
    for (const auto& [used, remaining] : days) {
      EXPECT_EQ(used + remaining, 1000);
      EXPECT_GE(used, 0);
      exhausted = exhausted || remaining == 0;
    }
  }
  EXPECT_TRUE(exhausted);
}

// `anew`: indices of the days on which the quota restarts.
void expect_counting_down(const Days& days, std::int64_t limit, const std::set<std::size_t>& anew) {
  for (std::size_t i = 0; i < days.size(); ++i) {
    EXPECT_GE(days[i].second, 0);
    if (anew.contains(i)) {
      EXPECT_EQ(days[i].second, limit - days[i].first) << i;
    } else if (i > 0) {
      EXPECT_EQ(days[i].second, days[i - 1].second - days[i].first) << i;
    }
  }
}

TEST(GatewayUsage, CountsAMonthQuotaFromTheFirst) {
  GatewayAsker ask;
  // Index 2 is 1 October, index 33 is 1 November.
  for (const Days& days : usage_of(ask, kMonthPlan, period("2026-09-29", "2026-11-20"))) {
    expect_counting_down(days, 500'000, {2, 33});
  }
}

TEST(GatewayUsage, CountsAWeekQuotaFromSundayWhateverItsOffset) {
  GatewayAsker ask;
  // 1 November 2026, index 6, is a Sunday. The plan's offset of 2 moves no day.
  for (const Days& days : usage_of(ask, kWeekPlan, period("2026-10-26", "2026-11-20"))) {
    expect_counting_down(days, 5'000, {6, 13, 20});
  }
}

// The offset is a number of requests, subtracted in the period in which the key was made.
TEST(GatewayUsage, SubtractsTheOffsetInTheFirstPeriodOnly) {
  const Gateway gateway(1);
  const Day october = std::chrono::sys_days(std::chrono::year(2026) / 10 / 1);
  const UsagePlan plan{.id = "p", .quota = Quota{1'000, 40, QuotaPeriod::kMonth}, .requests_a_day = 1};
  const ApiKey key{.id = "k", .enabled = false, .created = october + std::chrono::hours(30)};
  const auto at = [&](Day day) { return gateway.usage(plan, key, day, day, day).front().remaining; };
  EXPECT_EQ(at(october + std::chrono::days(20)), 960);
  EXPECT_EQ(at(october + std::chrono::days(40)), 1'000);
  EXPECT_EQ(at(october - std::chrono::days(1)), 1'000);
}

TEST(GatewayUsage, HasNoEndWithoutAQuota) {
  GatewayAsker ask;
  bool any = false;
  for (const Days& days : usage_of(ask, kPlanWithoutQuota, period("2026-11-01", "2026-11-20"))) {
    for (const auto& [used, remaining] : days) {
      EXPECT_EQ(remaining, std::numeric_limits<std::int64_t>::max());
      any = any || used > 0;
    }
  }
  EXPECT_TRUE(any);
}

TEST(GatewayUsage, IsTheSameWhicheverWindowShowsIt) {
  GatewayAsker ask;
  GatewayAsker later(options(5000, 1, kNow + std::chrono::days(3)));
  const auto wide = usage_of(ask, kMonthPlan, period("2026-09-20", "2026-11-20"));
  const auto narrow = usage_of(later, kMonthPlan, period("2026-11-10", "2026-11-20"));
  ASSERT_EQ(wide.size(), narrow.size());
  for (std::size_t i = 0; i < wide.size(); ++i) EXPECT_EQ(Days(wide[i].end() - 11, wide[i].end()), narrow[i]);
  GatewayAsker other(options(5000, 2));
  EXPECT_NE(wide, usage_of(other, kMonthPlan, period("2026-09-20", "2026-11-20")));
}

TEST(GatewayUsage, IsNothingForDisabledKeysAndDaysToCome) {
  GatewayAsker ask;
  const json::value answer = ask.ok(usage_path(kWeekPlan), period("2026-11-01", "2026-11-25", {{"limit", "100"}}));
  std::int64_t idle = 0;
  for (const auto& entry : answer.at("values").as_object()) {
    const json::value key = ask.ok("/apikeys/" + std::string(entry.key()));
    const Days days = days_of(entry.value());
    const auto used = std::count_if(days.begin(), days.end(), [](const auto& day) { return day.first > 0; });
    if (!key.at("enabled").as_bool()) {
      EXPECT_EQ(used, 0);
    }
    if (used == 0) ++idle;
    for (std::size_t i = 21; i < days.size(); ++i) EXPECT_EQ(days[i].first, 0);  // after 21 November
  }
  // The map contains keys without traffic.
  EXPECT_GT(idle, 0);
  EXPECT_EQ(answer.at("values").as_object().size(), 27U);
}

TEST(GatewayUsage, PagesOverKeys) {
  GatewayAsker ask;
  const Query query = period("2026-11-20", "2026-11-20", {{"limit", "500"}});
  const auto pages = ask.pages(usage_path(kDayPlan), query);
  ASSERT_EQ(pages.size(), 3U);
  std::vector<std::string> keys;
  for (const json::value& page : pages) {
    for (const std::string& key : names(page)) keys.push_back(key);
  }
  const std::string list = std::string("/usageplans/") + kDayPlan + "/keys";
  EXPECT_EQ(keys, members(ask.items(list, {{"limit", "500"}}), "id"));
  EXPECT_EQ(names(ask.ok(usage_path(kDayPlan), period("2026-11-20", "2026-11-20"))).size(), 25U);
  // A position is valid for its own request only.
  Query changed = period("2026-11-19", "2026-11-20", {{"limit", "500"}});
  changed.emplace_back("position", member(pages[0], "position"));
  EXPECT_EQ(ask.refused(usage_path(kDayPlan), changed).code, "BadRequestException");
  Query same = query;
  same.emplace_back("position", member(pages[0], "position"));
  EXPECT_EQ(ask.refused(usage_path(kMonthPlan), same).code, "BadRequestException");
  // The order of parameters does not matter.
  std::reverse(same.begin(), same.end());
  EXPECT_EQ(ask.ok(usage_path(kDayPlan), same), pages[1]);
}

TEST(GatewayUsage, RefusesPeriodsItDoesNotKeep) {
  GatewayAsker ask;
  ask.ok(usage_path(kMonthPlan), period("2026-08-23", "2026-11-21"));
  for (const Query& query :
       {Query{}, Query{{"startDate", "2026-11-01"}}, Query{{"endDate", "2026-11-01"}},
        period("2026-11-02", "2026-11-01"), period("2026-02-30", "2026-11-01"), period("20261101", "2026-11-02"),
        period("2026-11-01", "tomorrow"), period("2026-11-01T00:00:00Z", "2026-11-02"), period("", ""),
        period("2026-08-22", "2026-11-01"), period("2026-08-23", "2026-11-22"),
        period("2026-11-01", "2026-11-02", {{"limit", "501"}}),
        period("2026-11-01", "2026-11-02", {{"position", "abc"}})}) {
    const GatewayRefusal refusal = ask.refused(usage_path(kMonthPlan), query);
    EXPECT_EQ(refusal.status, 400);
    EXPECT_EQ(refusal.code, "BadRequestException");
    EXPECT_FALSE(refusal.message.empty());
  }
}

TEST(GatewayUsage, RefusesUnknownPlans) {
  GatewayAsker ask;
  for (const char* plan : {"no", "legacy%3A2015", "7K2M9Q"}) {
    const GatewayRefusal refusal = ask.refused(usage_path(plan), period("2026-11-01", "2026-11-02"));
    EXPECT_EQ(refusal.status, 404);
    EXPECT_EQ(refusal.code, "NotFoundException");
    EXPECT_EQ(refusal.message, "Invalid Usage Plan ID specified");
  }
}

}  // namespace
}  // namespace awscost::sandbox
