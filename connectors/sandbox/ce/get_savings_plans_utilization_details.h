// ce:GetSavingsPlansUtilizationDetails: one row per Savings Plan for the whole period, with the plan's attributes.
//
// Rows are ordered by ARN unless SortBy is given. A page has 20 rows unless MaxResults is given. The token is
// `NextToken`; with another request it is an InvalidNextTokenException, since the model has no RequestChangedException.
// DataType selects the parts of a row. Total is always complete and covers all pages.
//
// Example:
//
//   boost::json::object first_ten(const Context& context) {
//     return get_savings_plans_utilization_details(
//         context, {{"TimePeriod", {{"Start", "2026-10-01"}, {"End", "2026-11-01"}}}, {"MaxResults", 10}});
//   }  // {"SavingsPlansUtilizationDetails":[...],"Total":{...},"TimePeriod":{...},"NextToken":"..."}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_savings_plans_utilization_details(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
