// The six operations of API Gateway's usage-plan part that the sandbox answers, all of them reads and free of charge.
//
//   boost::json::object answer = get_usage(context, request);
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
