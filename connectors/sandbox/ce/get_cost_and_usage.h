// ce:GetCostAndUsage and ce:GetCostAndUsageWithResources: one evaluation, two sets of rules.
//
// Example:
//
//   boost::json::object november_first(const Context& context) {
//     return get_cost_and_usage(context, {{"TimePeriod", {{"Start", "2026-11-01"}, {"End", "2026-11-02"}}},
//                                         {"Granularity", "DAILY"},
//                                         {"Metrics", boost::json::array{"UnblendedCost"}}});
//   }
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_cost_and_usage(const Context& context, const boost::json::value& request);
boost::json::object get_cost_and_usage_with_resources(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
