// The services of the generated account other than EC2 instances, with their true Cost Explorer names, usage types,
// units and public list prices.
//
//   for (const Service& service : catalogue()) …
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
  std::string_view per_day;  // usual quantity of one resource, or of one account and Region
  std::string_view rate;     // dollars each
  Rhythm rhythm = Rhythm::kHuman;
};

struct Service {
  std::string_view name;
  int resources = 0;          // how many there are; 0: its lines have no resource
  std::string_view resource;  // its id; {region}, {account} and {name} are filled in
  bool global = false;        // belongs to no Region
  std::span<const Flow> flows;
  std::string_view engine;      // DATABASE_ENGINE or CACHE_ENGINE
  std::string_view deployment;  // DEPLOYMENT_OPTION
};

std::span<const Service> catalogue();

}  // namespace awscost::sandbox
