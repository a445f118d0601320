// ce:GetCostAndUsageWithResources: cost and usage down to single resources, for the last 14 days.
//
// The account has to opt in (Cost Management preferences). AWS demands a Filter, whatever it names, and RESOURCE_ID in
// it or among the keys. The periods of the answer are timestamps, even for days.
//
//   SELECT resource_id, sum(unblended_cost) FROM ce_cost_and_usage_with_resources
//   WHERE service = 'Amazon Elastic Compute Cloud - Compute' GROUP BY 1;
#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/cost_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kResourceId{
    dimension("resource_id", "RESOURCE_ID", "'i-0123456789abcdef0'",
              "Id or ARN of the resource; NoResourceId where the charge has none."),
};
constexpr auto kColumns = join(
    kResults,
    inputs({.group_by = "resource_id",
            .group_by_example = "'resource_id, usage_type'",
            .group_by_doc = "The keys that tell rows apart, at most two: names of dimensions, tag:<key>, "
                            "cost_category:<name>. AWS demands resource_id here or in the filter.",
            .start_date_doc = "TimePeriod's Start, sent as written. Not given: 13 days before today. No condition on "
                              "a period reaches further back."}),
    kResourceId, kDimensions, kTwins, kCompanions);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT resource_id, round(sum(unblended_cost), 2) AS cost FROM ce_cost_and_usage_with_resources\n"
    "WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND period_start >= date('now', '-7 days')\n"
    "GROUP BY 1 ORDER BY 2 DESC LIMIT 10;",
    "SELECT period_start, usage_type, sum(usage_quantity)\n"
    "FROM ce_cost_and_usage_with_resources('resource_id, usage_type')\n"
    "WHERE service = 'Amazon Simple Storage Service' AND period_start >= date('now', '-3 days') GROUP BY 1, 2;",
    "SELECT period_start, sum(unblended_cost) FROM ce_cost_and_usage_with_resources\n"
    "WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND granularity = 'HOURLY'\n"
    "AND period_start >= date('now', '-1 days') GROUP BY 1 ORDER BY 1;",
};

}  // namespace

extern constexpr Operation kGetCostAndUsageWithResources{
    .table = {.name = "ce_cost_and_usage_with_resources",
              .doc = "Cost and usage of single resources over the last 14 days, for accounts that opted in.",
              .operation = "GetCostAndUsageWithResources",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits =
                  "The last 14 days, for accounts that opted in; AWS demands a filter of any kind, and "
                  "resource_id among the keys or in the filter. Hours only of EC2. At most two keys and 100 filters. "
                  "AWS keeps the 5,000 costliest resources of a service and period: where one brings 5,000 groups, "
                  "there may be more.",
              .examples = kExamples,
              .history = {.days = 14,
                          .no_months = "a whole month is longer than the 14 days that AWS keeps of resources; give the "
                                       "part you want as start_date = '2026-11-08' AND end_date = '2026-11-22'."},
              .most_keys = kMostCostKeys,
              .required_filter = "a filter by some dimension, tag or cost category",
              .filter_example = "service = 'Amazon Elastic Compute Cloud - Compute'",
              .values = kValueLists},
    .service = kCostExplorer,
    .iam_action = "ce:GetCostAndUsageWithResources",
    .price_usd = kPriceUsd,
    .price_by_view = kPriceByView,
    .request = kCostRequest,
    .rows = kTotals,
    .most_groups = 5000,
    .groups_kept_by = "SERVICE",
    .grouped_rows = kGroups,
    .may_change = kMayChange,
    .tag_backfills = &kListCostAllocationTagBackfillHistory,
    .paging = kCostPaging,
    .hints = kResourceHints,
};
static_assert(well_formed(kGetCostAndUsageWithResources));

}  // namespace awscost::ce
