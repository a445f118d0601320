// ce:GetSavingsPlansUtilization: the use of all selected Savings Plans together, by day or month.
//
// The answer has no pages. A period without a plan has zeros and an empty UtilizationPercentage. The first and last
// month may be partial. The default Granularity is DAILY: undocumented here, but documented for
// GetReservationUtilization. HOURLY is in the enumeration and refused.
//
// Example:
//
//   boost::json::object october(const Context& context) {
//     return get_savings_plans_utilization(context, {{"TimePeriod", {{"Start", "2026-10-01"}, {"End", "2026-11-01"}}},
//                                                    {"Granularity", "MONTHLY"}});
//   }  // {"SavingsPlansUtilizationsByTime":[{"TimePeriod":{...},"Utilization":{...},...}],"Total":{...}}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_savings_plans_utilization(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
