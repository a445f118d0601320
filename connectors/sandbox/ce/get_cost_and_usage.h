// ce:GetCostAndUsage and ce:GetCostAndUsageWithResources: the same evaluation under different rules.
//
//   {"TimePeriod":{"Start":"2026-11-01","End":"2026-11-03"},"Granularity":"DAILY","Metrics":["UnblendedCost"]}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_cost_and_usage(const Context& context, const boost::json::value& request);
boost::json::object get_cost_and_usage_with_resources(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
