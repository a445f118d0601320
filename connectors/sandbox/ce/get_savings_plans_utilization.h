// ce:GetSavingsPlansUtilization: how far the Savings Plans of the filter were used, all together, by day or month.
//
// One answer, no pages. A period in which no plan lives has zeros and an empty UtilizationPercentage. The first and
// last month are as short as the request made them. Without Granularity the answer is by day: the documentation is
// silent, and the sibling GetReservationUtilization documents that default. HOURLY is in the enumeration and refused.
//
//   {"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"},"Granularity":"MONTHLY"}
//     ->  {"SavingsPlansUtilizationsByTime":[{"TimePeriod":{…},"Utilization":{…},"Savings":{…},…}],"Total":{…}}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_savings_plans_utilization(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
