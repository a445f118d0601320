#include "connectors/tables/operations/operations.h"

#include "connectors/tables/operations/apigateway/apigateway.h"
#include "connectors/tables/operations/bcm/bcm.h"
#include "connectors/tables/operations/ce/ce.h"

namespace awscost {
namespace {

constexpr const Operation* kOperations[] = {
    &ce::kGetCostAndUsage,
    &ce::kGetCostAndUsageWithResources,
    &ce::kGetSavingsPlansUtilization,
    &ce::kGetSavingsPlansUtilizationTotal,
    &ce::kGetSavingsPlansUtilizationDetails,
    &ce::kGetApproximateUsageRecords,
    &ce::kGetDimensionValues,
    &ce::kGetTags,
    &ce::kGetCostCategories,
    &apigateway::kGetUsage,
    &apigateway::kGetUsagePlans,
    &apigateway::kGetUsagePlanKeys,
    &apigateway::kGetApiKeys,
    &bcm::kListBillScenarios,
    &bcm::kListBillScenarioUsageModifications,
    &bcm::kListBillScenarioUsageQuantities,
};

}  // namespace

std::span<const Operation* const> all_operations() {
  return kOperations;
}

const Operation* find_operation(std::string_view table) {
  for (const Operation* operation : kOperations) {
    if (operation->table.name == table) return operation;
  }
  return nullptr;
}

}  // namespace awscost
