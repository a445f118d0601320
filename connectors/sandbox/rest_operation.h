// The restJson1 operations of the sandbox, found by method and path: API Gateway's, one function and one row each.
//
// find_route() splits the raw path and decodes labels afterwards, so an encoded '/' is part of a label.
//
// Example:
//
//   std::string plan_id() {
//     const auto route = find_route("apigateway", "GET", "/usageplans/a%2Fb/usage");
//     return route->labels.at("usageplanId");  // "a/b"; route->operation->name is "GetUsage"
//   }
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {

using Labels = std::map<std::string, std::string, std::less<>>;

struct RestRequest {
  Labels labels;  // decoded
  Query query;    // decoded
  // The first value of a query parameter.
  std::optional<std::string> parameter(std::string_view name) const;
};

struct RestOperation {
  std::string_view service;  // endpoint prefix and signing name: "apigateway"
  std::string_view name;     // "GetUsage"
  std::string_view method;
  std::string_view path;  // "/usageplans/{usageplanId}/usage"
  // Throws ApiError to refuse the request.
  boost::json::object (*answer)(const Context& context, const RestRequest& request);
};

struct Route {
  const RestOperation* operation;
  Labels labels;
};

// nullopt if there is no such operation. `path`: percent-encoded, without the query.
std::optional<Route> find_route(std::string_view service, std::string_view method, std::string_view path);

}  // namespace awscost::sandbox
