#include "changing_account.h"

#include <algorithm>
#include <vector>

namespace awscost::differential {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kLines = 260;
constexpr int kDaysBack = 430;   // more than the history
constexpr int kDaysAhead = 120;  // the clock goes on
constexpr hours kHeld{1};        // cache_ttl
constexpr days kReopen{14};      // reopen_days

const std::vector<std::string> kServices = {kCompute, "AWS Lambda", "Amazon Simple Storage Service", "Tax"};
const std::vector<std::string> kAccounts = {"000000000001", "111122223333", "444455556666"};
const std::vector<std::string> kRegions = {"eu-west-3", "us-east-1", "global"};
const std::vector<std::string> kUsageTypes = {"BoxUsage:t3.medium", "DataTransfer-Out-Bytes", "Requests"};
const std::vector<std::string> kRecordTypes = {"Usage", "Credit", "Tax"};
const std::vector<std::string> kInstanceTypes = {"t3.medium", "m6i.large", ""};
const std::vector<std::string> kResources = {"i-1", "i-2", "i-3", ""};
const std::vector<std::string> kTeams = {"blue", "red", "Blue"};

Seconds end_of_month(Seconds at) {
  const std::chrono::year_month_day date{std::chrono::floor<days>(at)};
  return std::chrono::sys_days{(date.year() / date.month() + std::chrono::months{1}) / 1};
}

}  // namespace

ChangingAccount::ChangingAccount(std::uint64_t seed) {
  Random random(seed);
  // Any day of a year, at any time: month ends and the days after them are what matters.
  world_.now =
      std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + days(random.below(365)) + hours(random.below(24));
  for (std::size_t i = 0; i < kLines; ++i) world_.items.push_back(line(random));
}

Item ChangingAccount::line(Random& random) const {
  Item item;
  const Seconds today = std::chrono::floor<days>(world_.now);
  // Half of it in the last weeks, where hours and resources are.
  const int back = random.chance(50) ? static_cast<int>(random.below(20)) : static_cast<int>(random.below(kDaysBack));
  const int ahead = random.chance(15) ? static_cast<int>(random.below(kDaysAhead)) : 0;
  item.at = today - days(back) + days(ahead) + hours(random.below(24));
  item.hourly = random.chance(30);
  if (!item.hourly) item.at = std::chrono::floor<days>(item.at);
  item.dimensions = {random.pick(kServices),   random.pick(kAccounts),    random.pick(kRegions),
                     random.pick(kUsageTypes), random.pick(kRecordTypes), random.pick(kInstanceTypes),
                     random.pick(kResources)};
  if (random.chance(60)) item.labels[kTeam] = random.pick(kTeams);
  if (random.chance(40)) item.labels[kEnv] = random.chance(50) ? "prod" : "dev";
  if (random.chance(50)) item.labels[kUnit] = random.chance(50) ? "shop" : "search";
  for (std::int64_t& amount : item.amounts) amount = static_cast<std::int64_t>(random.below(4096)) - 256;
  return item;
}

bool ChangingAccount::is_open(const Item& item) const {
  return world_.now < end_of_month(item.at) + kReopen;
}

void ChangingAccount::advance(std::chrono::seconds by, Random& random) {
  // The sandbox shows an hour's lines once the hour is over: an open answer rightly does not have them yet.
  if (by < kHeld && std::chrono::floor<hours>(world_.now + by) != std::chrono::floor<hours>(world_.now)) return;
  if (by >= kHeld) {
    std::vector<Item> lines;
    for (const Item& item : world_.items) {
      if (!is_open(item) || random.chance(70)) {
        lines.push_back(item);
      } else if (random.chance(80)) {
        lines.push_back(item);
        for (std::int64_t& amount : lines.back().amounts) amount += static_cast<std::int64_t>(random.below(64));
      }
    }
    for (int i = 0; i < 12; ++i) {
      Item late = line(random);
      if (is_open(late)) lines.push_back(std::move(late));
    }
    world_.items = std::move(lines);
  }
  world_.now += by;
}

}  // namespace awscost::differential
