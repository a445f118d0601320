// Scenarios and lines as the service writes them. Members without a value are left out.
//
// Timestamps come in all forms that clients must read: createdAt with decimals, a bill interval with an exponent
// (1.7619552E9, as AWS's own servers write them), the others as integers. Amounts are doubles, whole ones without a
// point.
//
//   {"id":"…","name":"quarter-plan","status":"READY","createdAt":1.763596800125E9,…}
#pragma once

#include <boost/json.hpp>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

boost::json::object scenario_answer(const Scenario& scenario);
boost::json::object line_answer(const UsageLine& line);

}  // namespace awscost::sandbox
