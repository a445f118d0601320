#include "connectors/sandbox/operation.h"

#include <array>

#include "connectors/sandbox/bcm/operations.h"
#include "connectors/sandbox/billing_view.h"
#include "connectors/sandbox/ce/get_approximate_usage_records.h"
#include "connectors/sandbox/ce/get_cost_and_usage.h"
#include "connectors/sandbox/ce/get_dimension_values.h"
#include "connectors/sandbox/ce/get_labels.h"
#include "connectors/sandbox/ce/get_savings_plans_utilization.h"
#include "connectors/sandbox/ce/get_savings_plans_utilization_details.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kJson11 = "application/x-amz-json-1.1";
constexpr std::string_view kJson10 = "application/x-amz-json-1.0";  // BCM Pricing Calculator, AWS Billing

constexpr std::string_view kPricing = "bcm-pricing-calculator";

constexpr auto kOperations = std::to_array<Operation>({
    {"ce", "AWSInsightsIndexService.GetApproximateUsageRecords", kJson11, get_approximate_usage_records},
    {"ce", "AWSInsightsIndexService.GetCostAndUsage", kJson11, get_cost_and_usage},
    {"ce", "AWSInsightsIndexService.GetCostAndUsageWithResources", kJson11, get_cost_and_usage_with_resources},
    {"ce", "AWSInsightsIndexService.GetCostCategories", kJson11, get_cost_categories},
    {"ce", "AWSInsightsIndexService.GetDimensionValues", kJson11, get_dimension_values},
    {"ce", "AWSInsightsIndexService.GetSavingsPlansUtilization", kJson11, get_savings_plans_utilization},
    {"ce", "AWSInsightsIndexService.GetSavingsPlansUtilizationDetails", kJson11, get_savings_plans_utilization_details},
    {"ce", "AWSInsightsIndexService.GetTags", kJson11, get_tags},
    {"ce", "AWSInsightsIndexService.ListCostAllocationTagBackfillHistory", kJson11, list_tag_backfills},
    {"billing", "AWSBilling.ListSourceViewsForBillingView", kJson10, list_source_views_for_billing_view},
    {kPricing, "AWSBCMPricingCalculator.ListBillScenarios", kJson10, list_bill_scenarios},
    {kPricing, "AWSBCMPricingCalculator.GetBillScenario", kJson10, get_bill_scenario},
    {kPricing, "AWSBCMPricingCalculator.CreateBillScenario", kJson10, create_bill_scenario},
    {kPricing, "AWSBCMPricingCalculator.DeleteBillScenario", kJson10, delete_bill_scenario},
    {kPricing, "AWSBCMPricingCalculator.ListBillScenarioUsageModifications", kJson10, list_usage_modifications},
    {kPricing, "AWSBCMPricingCalculator.BatchCreateBillScenarioUsageModification", kJson10,
     batch_create_usage_modification},
    {kPricing, "AWSBCMPricingCalculator.BatchUpdateBillScenarioUsageModification", kJson10,
     batch_update_usage_modification},
    {kPricing, "AWSBCMPricingCalculator.BatchDeleteBillScenarioUsageModification", kJson10,
     batch_delete_usage_modification},
});

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
