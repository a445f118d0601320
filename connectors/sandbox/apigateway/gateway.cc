#include "connectors/sandbox/apigateway/gateway.h"

#include <algorithm>
#include <limits>

#include "connectors/sandbox/apigateway/generated_gateway.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

constexpr std::uint64_t kTraffic = 0x7472616666696331ULL;

// AWS does not document what remains without a quota. This value means "unlimited" and tests that clients keep 64 bits.
constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

template <typename Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

// The day on which the count for `day` began: a Sunday or the first day of the month.
Day count_began(const Quota& quota, Day day) {
  if (quota.period == QuotaPeriod::kMonth) return first_of_month(day);
  if (quota.period == QuotaPeriod::kWeek) return day - (std::chrono::weekday(day) - std::chrono::Sunday);
  return day;
}

// The requests of the period that begins on `day`. AWS documents the offset as "the number of requests subtracted from
// the given limit in the initial time period".
std::int64_t allowance(const Quota& quota, const ApiKey& key, Day day) {
  const bool first = count_began(quota, day_of(key.created)) == day;
  return first ? quota.limit - quota.offset : quota.limit;
}

bool is_weekend(Day day) {
  const std::chrono::weekday weekday(day);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

const UsagePlan* GatewayRegion::find_plan(std::string_view id) const {
  return find_by_id(plans, id);
}

const ApiKey* GatewayRegion::find_key(std::string_view id) const {
  return find_by_id(keys, id);
}

const GatewayRegion& Gateway::region(std::string_view name) const {
  static const GatewayRegion nothing;
  if (!has_gateway(name)) return nothing;
  const auto found = regions_.find(name);
  if (found != regions_.end()) return found->second;
  return regions_.emplace(std::string(name), generate_gateway(seed_, name)).first->second;
}

// API Gateway refuses requests beyond the quota, so they do not count as used.
std::vector<DayUsage> Gateway::usage(const UsagePlan& plan, const ApiKey& key, Day from, Day to, Day today) const {
  std::vector<DayUsage> result;
  std::int64_t remaining = kUnlimited;
  for (Day day = plan.quota ? count_began(*plan.quota, from) : from; day <= to; day += std::chrono::days(1)) {
    if (plan.quota && count_began(*plan.quota, day) == day) remaining = allowance(*plan.quota, key, day);
    const std::int64_t used = day > today ? 0 : std::min(remaining, wanted(plan, key, day));
    if (plan.quota) remaining -= used;
    if (day >= from) result.push_back({used, remaining});
  }
  return result;
}

// The requests that clients try to make with a key on a day. One key in seven is never used; others pause on some days.
std::int64_t Gateway::wanted(const UsagePlan& plan, const ApiKey& key, Day day) const {
  const std::uint64_t holder = mix(seed_, kTraffic, text_number(plan.id), text_number(key.id));
  Dice habit(holder);
  if (!key.enabled || habit.below(7) == 0) return 0;
  const auto usual = static_cast<std::int64_t>(1 + habit.below(2 * static_cast<std::uint64_t>(plan.requests_a_day)));
  Dice chance(mix(holder, static_cast<std::uint64_t>(day.time_since_epoch().count())));
  if (chance.percent(5)) return 0;
  const auto percent = static_cast<std::int64_t>(50 + chance.below(100));
  return usual * percent / (is_weekend(day) ? 300 : 100);
}

}  // namespace awscost::sandbox
