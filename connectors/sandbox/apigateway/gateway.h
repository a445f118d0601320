// API Gateway's usage plans, keys and usage per Region, generated from a seed.
//
// How: plans come from a table (generated_gateway.cc) and keys from the seed. The usage of a key on a day is a function
// of seed, plan, key and day, limited by the plan's quota. Every request therefore sees the same past, whatever `now`.
//
// Example:
//
//   std::vector<DayUsage> first_key(const Gateway& gateway, Day from, Day to) {
//     const GatewayRegion& region = gateway.region("us-east-1");
//     return gateway.usage(region.plans[0], region.keys[0], from, to, to);
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {

struct Throttle {
  std::int64_t burst_limit;
  double rate_limit;
};

struct ApiStage {
  std::string api;
  std::string stage;
  std::vector<std::pair<std::string, Throttle>> methods;  // "/orders/GET"
};

enum class QuotaPeriod { kDay, kWeek, kMonth };

struct Quota {
  std::int64_t limit;
  int offset;  // requests subtracted from the limit in the first period, that in which the key was made
  QuotaPeriod period;
};

struct ApiKey {
  std::string id;
  std::string value;  // the secret
  std::string name;
  std::string customer_id;
  std::string description;
  bool enabled = true;
  std::chrono::sys_seconds created;
  std::chrono::sys_seconds updated;
  std::vector<std::string> stage_keys;
  std::map<std::string, std::string> tags;
};

struct UsagePlan {
  std::string id;
  std::string name;
  std::string description;
  std::string product_code;
  std::vector<ApiStage> stages;
  std::optional<Throttle> throttle;
  std::optional<Quota> quota;
  std::map<std::string, std::string> tags;
  std::int64_t requests_a_day;    // per key, approximately
  bool usage_by_value = false;    // GetUsage names keys by secret value instead of id, as in old accounts
  std::vector<std::size_t> keys;  // indices in GatewayRegion::keys, newest first
};

// Both newest first, as API Gateway lists them.
struct GatewayRegion {
  std::vector<UsagePlan> plans;
  std::vector<ApiKey> keys;

  const UsagePlan* find_plan(std::string_view id) const;  // null if there is none
  const ApiKey* find_key(std::string_view id) const;
};

struct DayUsage {
  std::int64_t used;
  std::int64_t remaining;
};

class Gateway {
 public:
  explicit Gateway(std::uint64_t seed) : seed_(seed) {}

  // Empty for most Regions. Generated on first use, so only one thread at a time may call it.
  const GatewayRegion& region(std::string_view name) const;

  // One element per day, both ends included. Days after `today` have no usage.
  std::vector<DayUsage> usage(const UsagePlan& plan, const ApiKey& key, Day from, Day to, Day today) const;

 private:
  std::int64_t wanted(const UsagePlan& plan, const ApiKey& key, Day day) const;

  std::uint64_t seed_;
  mutable std::map<std::string, GatewayRegion, std::less<>> regions_;
};

}  // namespace awscost::sandbox
