// Cost Explorer: what its operations share on the wire, and their declarations, one file each.
//
// Source: the service model ce/2017-10-25 (protocol awsJson 1.1, target prefix AWSInsightsIndexService). Every request
// that succeeds costs one cent, and each page is a request (aws.amazon.com/aws-cost-management/pricing).
#pragma once

#include "connectors/tables/operations/billing/billing.h"
#include "connectors/tables/operations/ce/hints.h"
#include "connectors/tables/operations/well_formed.h"

namespace awscost::ce {

inline constexpr Service kCostExplorer{
    .endpoint = "ce",
    .target_prefix = "AWSInsightsIndexService",
    .content_type = "application/x-amz-json-1.1",
    .hints = kServiceHints,
};
inline constexpr double kPriceUsd = 0.01;
// A custom billing view costs that for each of its source views (the same page).
inline constexpr PriceByView kPriceByView{
    .input = "billing_view_arn", .source_views = &billing::kListSourceViewsForBillingView, .view = "arn", .most = 10};

extern const Operation kGetCostAndUsage;
extern const Operation kGetCostAndUsageWithResources;
extern const Operation kGetDimensionValues;
extern const Operation kGetTags;
extern const Operation kGetCostCategories;
extern const Operation kGetSavingsPlansUtilization;
extern const Operation kGetSavingsPlansUtilizationTotal;
extern const Operation kGetSavingsPlansUtilizationDetails;
extern const Operation kGetApproximateUsageRecords;
extern const Operation kListCostAllocationTagBackfillHistory;

}  // namespace awscost::ce
