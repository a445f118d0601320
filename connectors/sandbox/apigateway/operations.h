// The sandbox's six operations of API Gateway's usage plans. All of them read, and all are free of charge.
//
// Example:
//
//   boost::json::object usage(const Context& context) {
//     return get_usage(context, {.labels = {{"usageplanId", "7k2m9q"}},
//                                .query = {{"startDate", "2026-11-01"}, {"endDate", "2026-11-03"}}});
//   }
#pragma once

#include <boost/json.hpp>

#include "connectors/sandbox/rest_operation.h"

namespace awscost::sandbox {

boost::json::object get_usage(const Context& context, const RestRequest& request);
boost::json::object get_usage_plans(const Context& context, const RestRequest& request);
boost::json::object get_usage_plan(const Context& context, const RestRequest& request);
boost::json::object get_usage_plan_keys(const Context& context, const RestRequest& request);
boost::json::object get_api_keys(const Context& context, const RestRequest& request);
boost::json::object get_api_key(const Context& context, const RestRequest& request);

}  // namespace awscost::sandbox
