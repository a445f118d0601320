// The operations of BCM Pricing Calculator that the sandbox answers: bill scenarios and their usage lines.
//
// Every one reads its request with the constraints of the service model first (fields.h), then looks at the state
// (bill_scenarios.h). Batches take or refuse each line by itself: HTTP 200 with `items` and `errors`.
//
//   list_bill_scenarios(context, {{"maxResults", 10}})  ->  {"items":[…],"nextToken":"…"}
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
