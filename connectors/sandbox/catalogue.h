// The services of the generated account except EC2 instances, with real Cost Explorer names, usage types, units and
// public list prices.
//
// Example:
//
//   std::size_t usage_types() {
//     std::size_t count = 0;
//     for (const Service& service : catalogue()) count += service.flows.size();
//     return count;
//   }
#pragma once

#include <span>
#include <string_view>

#include "connectors/sandbox/course.h"

namespace awscost::sandbox {

// One usage type of a service.
struct Flow {
  std::string_view usage_type;  // without the Region's prefix
  std::string_view operation;
  std::string_view group;  // USAGE_TYPE_GROUP; empty: none
  std::string_view unit;
  std::string_view per_day;  // typical quantity of one resource, or of one account in one Region
  std::string_view rate;     // dollars per unit
  Rhythm rhythm = Rhythm::kHuman;
};

struct Service {
  std::string_view name;
  int resources = 0;          // 0: lines without a resource id
  std::string_view resource;  // id template with {region}, {account} and {name}
  bool global = false;        // true: no Region
  std::span<const Flow> flows;
  std::string_view engine;      // DATABASE_ENGINE or CACHE_ENGINE
  std::string_view deployment;  // DEPLOYMENT_OPTION
};

std::span<const Service> catalogue();

}  // namespace awscost::sandbox
