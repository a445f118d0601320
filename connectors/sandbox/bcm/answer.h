// Writes scenarios and lines as the service does. Members without a value are omitted.
//
// Timestamps use every form that clients must parse: decimals (createdAt), an exponent (the bill interval: 1.7619552E9,
// as AWS's own servers write it) and integers (all others). Amounts are doubles, without a point if whole.
//
// Example:
//
//   boost::json::object described(const Scenario& scenario) {
//     return scenario_answer(scenario);  // {"id":"...","name":"quarter-plan","createdAt":1.763596800125E9,...}
//   }
#pragma once

#include <boost/json.hpp>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

boost::json::object scenario_answer(const Scenario& scenario);
boost::json::object line_answer(const UsageLine& line);

}  // namespace awscost::sandbox
