#include "connectors/sandbox/operation.h"

#include <array>

#include "connectors/sandbox/ce/get_cost_and_usage.h"
#include "connectors/sandbox/ce/get_dimension_values.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kJson11 = "application/x-amz-json-1.1";

constexpr std::array<Operation, 3> kOperations = {{
    {"ce", "AWSInsightsIndexService.GetCostAndUsage", kJson11, get_cost_and_usage},
    {"ce", "AWSInsightsIndexService.GetCostAndUsageWithResources", kJson11, get_cost_and_usage_with_resources},
    {"ce", "AWSInsightsIndexService.GetDimensionValues", kJson11, get_dimension_values},
}};

std::string_view prefix(std::string_view target) {
  return target.substr(0, target.find('.'));
}

}  // namespace

const Operation* find_operation(std::string_view service, std::string_view target) {
  for (const Operation& operation : kOperations) {
    if (operation.service == service && operation.target == target) return &operation;
  }
  return nullptr;
}

std::string_view service_of(std::string_view target) {
  for (const Operation& operation : kOperations) {
    if (prefix(operation.target) == prefix(target)) return operation.service;
  }
  return {};
}

}  // namespace awscost::sandbox
