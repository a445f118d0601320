// The generated account: reproducible, consistent, and fast to generate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "asking.h"
#include "connectors/sandbox/generator.h"

namespace awscost::sandbox {
namespace {

using std::chrono::days;
using std::chrono::hours;
namespace json = boost::json;

const std::string kOnlyEc2 =
    R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["Amazon Elastic Compute Cloud - Compute"]}})";
const std::string kByResource = R"("GroupBy":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}])";
const std::string kByService = R"("GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"}])";

std::map<std::string, Amount> sums_by(const Cells& cells, std::size_t prefix) {
  std::map<std::string, Amount> sums;
  for (const auto& [name, value] : cells) {
    sums[name.substr(0, prefix)] += Amount::parse(value.substr(0, value.find(' ')));
  }
  return sums;
}

// The first half of kNow's day.
constexpr Span kMorning = {std::chrono::floor<days>(kNow), std::chrono::floor<days>(kNow) + hours(12)};

double milliseconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

TEST(Generated, SameSeedSameBytes) {
  const std::string body = cost_query("2026-11-10/2026-11-20", "DAILY", kByService);
  Asker one(options());
  Asker same(options());
  Asker other(options(5000, 2));
  EXPECT_EQ(one.reply("GetCostAndUsage", body).body, same.reply("GetCostAndUsage", body).body);
  EXPECT_NE(one.reply("GetCostAndUsage", body).body, other.reply("GetCostAndUsage", body).body);
}

TEST(Generated, ThePastDoesNotDependOnNow) {
  const std::string body = cost_query("2026-11-12/2026-11-18", "DAILY", kOnlyEc2 + "," + kByResource);
  Asker first(options(1'000'000, 1, kNow - days(3)));
  const Cells expected = cells(first.ok("GetCostAndUsageWithResources", body));
  for (const auto now : {kNow, kNow + days(4) + hours(9)}) {
    Asker later(options(1'000'000, 1, now));
    EXPECT_EQ(cells(later.ok("GetCostAndUsageWithResources", body)), expected);
  }
  // Five months later the account is generated again, with other short-lived instances.
  Asker plain(options());
  Asker months_later(options(5000, 1, kNow + days(150)));
  const std::string month = cost_query("2026-08-01/2026-11-01", "MONTHLY", kByService);
  EXPECT_EQ(cells(months_later.ok("GetCostAndUsage", month)), cells(plain.ok("GetCostAndUsage", month)));
}

TEST(Generated, TheAccountFollowsTheClockIntoTheNextMonth) {
  auto now = kNow;
  Sandbox sandbox({.seed = 1, .page_size = 5000, .now = [&now] { return now; }});
  wire::Call call;
  call.service = "ce";
  call.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                  {"X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage"}};
  call.body = cost_query("2026-11-01/2026-12-01", "MONTHLY");
  ASSERT_EQ(sandbox.send(call, {}).status, 200);
  now += days(40);
  const json::value november = json::parse(sandbox.send(call, {}).body);
  EXPECT_EQ(november.at("ResultsByTime").at(0).at("Estimated"), false);
}

// A scan keeps the clock it began with, even if the setting changes.
TEST(Generated, APlaceMayHaveATimeOfItsOwn) {
  const auto sandbox = std::make_shared<Sandbox>(options());
  wire::Call call;
  call.service = "ce";
  call.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                  {"X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage"}};
  call.body = cost_query("2026-11-01/2026-12-01", "MONTHLY");
  const auto is_estimated = [&](wire::Connector& connector) {
    return json::parse(connector.send(call, {}).body).at("ResultsByTime").at(0).at("Estimated").as_bool();
  };
  AtPlace later(sandbox, {.now = kNow + days(40)});
  AtPlace now(sandbox, {});
  EXPECT_FALSE(is_estimated(later));
  EXPECT_TRUE(is_estimated(now)) << "the clock of the options";
  EXPECT_TRUE(is_estimated(*sandbox));
}

TEST(Generated, GroupsAddUpToTheTotal) {
  Asker ask(options(1'000'000));
  const Cells total = cells(ask.ok("GetCostAndUsage", cost_query("2026-09-01/2026-11-21", "MONTHLY")));
  for (const char* key : {"SERVICE", "LINKED_ACCOUNT", "USAGE_TYPE", "RECORD_TYPE", "AZ"}) {
    const std::string by =
        R"("GroupBy":[{"Type":"DIMENSION","Key":")" + std::string(key) + R"("},{"Type":"TAG","Key":"team"}])";
    const Cells groups = cells(ask.ok("GetCostAndUsage", cost_query("2026-09-01/2026-11-21", "MONTHLY", by)));
    EXPECT_EQ(sums_by(groups, 11), sums_by(total, 11)) << key;
  }
}

TEST(Generated, HoursAddUpToDays) {
  Asker ask(options(1'000'000));
  const std::string more = kOnlyEc2 + "," + kByResource;
  const Cells by_hour = cells(
      ask.ok("GetCostAndUsageWithResources", cost_query("2026-11-09T00:00:00Z/2026-11-12T00:00:00Z", "HOURLY", more)));
  const Cells by_day =
      cells(ask.ok("GetCostAndUsageWithResources", cost_query("2026-11-09/2026-11-12", "DAILY", more)));
  EXPECT_GT(by_hour.size(), 24 * by_day.size() / 2);
  EXPECT_EQ(sums_by(by_hour, 10), sums_by(by_day, 10));
  const Cells all_hours = cells(ask.ok("GetCostAndUsage", cost_query("2026-11-09/2026-11-12", "HOURLY")));
  const Cells all_days = cells(ask.ok("GetCostAndUsage", cost_query("2026-11-09/2026-11-12", "DAILY")));
  EXPECT_EQ(sums_by(all_hours, 10), sums_by(all_days, 10));
}

TEST(Generated, HasWhatExamplesNeed) {
  const Account account = generate_account(1, kNow);
  std::set<std::string> services;
  std::set<std::string> records;
  std::set<std::string> instances;
  std::set<std::string> accounts;
  for (const Line& line : account.lines()) {
    services.insert(account.text(line.value(Dimension::kService)));
    records.insert(account.text(line.value(Dimension::kRecordType)));
    accounts.insert(account.text(line.value(Dimension::kLinkedAccount)));
    const std::string& resource = account.text(line.value(Dimension::kResourceId));
    const bool recent = line.course.weight(kMorning) > 0;
    if (resource.starts_with("i-") && recent) instances.insert(resource);
  }
  EXPECT_GE(services.size(), 20U);
  EXPECT_GE(instances.size(), 1000U);
  EXPECT_GE(accounts.size(), 5U);
  EXPECT_TRUE(accounts.contains("000123456789"));
  EXPECT_THAT(records, ::testing::IsSupersetOf({"Usage", "Credit", "Refund", "Tax", "SavingsPlanCoveredUsage",
                                                "SavingsPlanNegation", "SavingsPlanRecurringFee", "DiscountedUsage"}));
}

TEST(Generated, InstancesComeAndGoWithinTheWindow) {
  Asker ask(options(1'000'000));
  const json::value answer = ask.ok("GetCostAndUsageWithResources",
                                    cost_query("2026-11-08/2026-11-21", "DAILY", kOnlyEc2 + "," + kByResource));
  std::vector<std::set<std::string>> days_of_groups;
  for (const json::value& day : answer.at("ResultsByTime").as_array()) {
    auto& names = days_of_groups.emplace_back();
    for (const json::value& group : day.at("Groups").as_array()) names.emplace(group.at("Keys").at(0).as_string());
  }
  const auto missing = [](const std::set<std::string>& from, const std::set<std::string>& in) {
    return std::count_if(from.begin(), from.end(), [&](const std::string& name) { return !in.contains(name); });
  };
  EXPECT_GT(missing(days_of_groups.front(), days_of_groups.back()), 10);
  EXPECT_GT(missing(days_of_groups.back(), days_of_groups.front()), 10);
}

TEST(Generated, IsMadeAndAskedQuickly) {
#ifndef NDEBUG
  GTEST_SKIP() << "times are for optimised builds";
#endif
  std::optional<Account> account;
  const double made = milliseconds_of([&] { account.emplace(generate_account(3, kNow)); });
  Asker ask(options(5000, 3));
  ask.ok("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY"));
  const double asked = milliseconds_of([&] {
    ask.pages("GetCostAndUsageWithResources",
              cost_query("2026-11-07/2026-11-21", "DAILY", kOnlyEc2 + "," + kByResource));
  });
  RecordProperty("generate_ms", static_cast<int>(made));
  RecordProperty("ec2_14_days_ms", static_cast<int>(asked));
  EXPECT_LT(made, 300);
  EXPECT_LT(asked, 500);
}

}  // namespace
}  // namespace awscost::sandbox
