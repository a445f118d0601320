// ce:GetSavingsPlansUtilizationDetails: one row a Savings Plan, over the whole period, with what was bought.
//
// Rows come in the order of their ARNs unless SortBy says otherwise, 20 a page unless MaxResults does. The token is
// `NextToken`; sent with another request it is invalid, since the operation knows no error for a changed request.
// DataType chooses the parts of a row; Total is always whole and over all pages.
//
//   {"TimePeriod":{…},"DataType":["ATTRIBUTES","UTILIZATION"],"MaxResults":10}
//     ->  {"SavingsPlansUtilizationDetails":[{"SavingsPlanArn":"…","Attributes":{…},"Utilization":{…}},…],"Total":{…},
//          "TimePeriod":{…},"NextToken":"…"}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_savings_plans_utilization_details(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
