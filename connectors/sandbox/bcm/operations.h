// The sandbox's operations of BCM Pricing Calculator: bill scenarios and their usage lines.
//
// Each operation first checks the service model's constraints (fields.h), then the state (bill_scenarios.h). A batch
// accepts or refuses each line separately and answers HTTP 200 with `items` and `errors`.
//
// Example:
//
//   boost::json::object ten_scenarios(const Context& context) {
//     return list_bill_scenarios(context, {{"maxResults", 10}});  // {"items":[...],"nextToken":"..."}
//   }
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object list_bill_scenarios(const Context& context, const boost::json::value& request);
boost::json::object get_bill_scenario(const Context& context, const boost::json::value& request);
boost::json::object create_bill_scenario(const Context& context, const boost::json::value& request);
boost::json::object delete_bill_scenario(const Context& context, const boost::json::value& request);

boost::json::object list_usage_modifications(const Context& context, const boost::json::value& request);
boost::json::object batch_create_usage_modification(const Context& context, const boost::json::value& request);
boost::json::object batch_update_usage_modification(const Context& context, const boost::json::value& request);
boost::json::object batch_delete_usage_modification(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
