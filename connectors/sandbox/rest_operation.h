// The operations that are named by a method and a path (restJson1): API Gateway's, one function and one row each.
//
// Routes compare the path segment by segment as it was sent and decode a label only then: an encoded '/' is part of a
// label, not a separator.
//
//   const auto route = find_route("apigateway", "GET", "/usageplans/a%2Fb/usage");
//   route->operation->name              "GetUsage"
//   route->labels.at("usageplanId")     "a/b"
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
  std::string_view name;     // the API's: "GetUsage"
  std::string_view method;
  std::string_view path;  // "/usageplans/{usageplanId}/usage"
  // The answer to a request that is well-formed; throws ApiError for any other.
  boost::json::object (*answer)(const Context& context, const RestRequest& request);
};

struct Route {
  const RestOperation* operation;
  Labels labels;
};

// Nothing where there is no such operation. `path` is the raw one, without a query.
std::optional<Route> find_route(std::string_view service, std::string_view method, std::string_view path);

}  // namespace awscost::sandbox
