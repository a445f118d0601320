#include "connectors/sandbox/rest_operation.h"

#include <algorithm>
#include <array>

#include "connectors/sandbox/apigateway/operations.h"

namespace awscost::sandbox {
namespace {

constexpr auto kOperations = std::to_array<RestOperation>({
    {"apigateway", "GetUsage", "GET", "/usageplans/{usageplanId}/usage", get_usage},
    {"apigateway", "GetUsagePlan", "GET", "/usageplans/{usageplanId}", get_usage_plan},
    {"apigateway", "GetUsagePlanKeys", "GET", "/usageplans/{usageplanId}/keys", get_usage_plan_keys},
    {"apigateway", "GetUsagePlans", "GET", "/usageplans", get_usage_plans},
    {"apigateway", "GetApiKey", "GET", "/apikeys/{api_Key}", get_api_key},
    {"apigateway", "GetApiKeys", "GET", "/apikeys", get_api_keys},
});

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);  // '/'
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

std::optional<Labels> match(std::string_view pattern, std::string_view path) {
  Labels labels;
  while (pattern.starts_with('/') && path.starts_with('/')) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view segment = take_segment(path);
    if (!expected.starts_with('{')) {
      if (segment != expected) return std::nullopt;
      continue;
    }
    if (segment.empty()) return std::nullopt;
    labels.emplace(expected.substr(1, expected.size() - 2), percent_decoded(segment));
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return labels;
}

}  // namespace

std::optional<std::string> RestRequest::parameter(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(), [&](const auto& entry) { return entry.first == name; });
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::optional<Route> find_route(std::string_view service, std::string_view method, std::string_view path) {
  for (const RestOperation& operation : kOperations) {
    if (operation.service != service || operation.method != method) continue;
    if (auto labels = match(operation.path, path)) return Route{&operation, *std::move(labels)};
  }
  return std::nullopt;
}

}  // namespace awscost::sandbox
