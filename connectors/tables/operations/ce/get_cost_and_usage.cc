// ce:GetCostAndUsage: cost and usage of the account or organization, by period and up to two keys.
//
// AWS keeps days and months of this month and the 13 before it, hours of the last 14 days where they are switched on,
// and up to 38 months where multi-year data is. It refuses RESOURCE_ID here: GetCostAndUsageWithResources takes it.
//
//   SELECT service, sum(unblended_cost) FROM ce_cost_and_usage('service') GROUP BY 1;
#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/cost_columns.h"

namespace awscost::ce {
namespace {

constexpr auto kColumns =
    join(kResults,
         inputs({.group_by = "",
                 .group_by_example = "'service, linked_account'",
                 .group_by_doc = "The keys that tell rows apart, at most two: names of dimensions, tag:<key>, "
                                 "cost_category:<name>. Empty: one row per period. A key that AWS added since is "
                                 "written as AWS spells it: NEW_DIMENSION, NEW_TYPE:key.",
                 .start_date_doc = "TimePeriod's Start, sent as written. Not given: the first of the month 13 months "
                                   "ago. No condition on a period reaches further back."}),
         kDimensions, kTwins, kCompanions);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT service, round(sum(unblended_cost), 2) AS cost FROM ce_cost_and_usage('service')\n"
    "WHERE period_start >= date('now', '-7 days') AND period_start < date('now')\n"
    "GROUP BY 1 ORDER BY 2 DESC LIMIT 10;",
    "SELECT period_start, amortized_cost FROM ce_cost_and_usage WHERE granularity = 'MONTHLY'\n"
    "AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Bundled Discount',\n"
    "'Enterprise Discount Program Discount', 'Private Rate Discount', 'Solution Provider Program Discount')) ORDER BY "
    "1;",
    "SELECT tag_value AS team, linked_account, sum(unblended_cost) FROM ce_cost_and_usage('tag:team, linked_account')\n"
    "WHERE region = 'eu-west-3' AND period_start >= date('now', '-30 days') GROUP BY 1, 2 ORDER BY 3 DESC;",
};

}  // namespace

extern constexpr Operation kGetCostAndUsage{
    .table =
        {.name = "ce_cost_and_usage",
         .doc = "Cost and usage by period and up to two keys: dimensions, tags or cost categories.",
         .operation = "GetCostAndUsage",
         .service = "Cost Explorer",
         .columns = kColumns,
         .limits =
             "Days and months of this month and the 13 before it, up to 38 months where multi-year data is on, and "
             "hours of the last 14 days where they are switched on. At most two keys and 100 filters.",
         .examples = kExamples,
         .history = {.months = 13, .from_first_of_month = true, .hourly_days = 14},
         .has_every_period = true,
         .most_keys = kMostCostKeys,
         .values = kValueLists,
         .foreign_key = {.key = "resource_id",
                         .from = "FROM ce_cost_and_usage_with_resources('resource_id') WHERE service = 'Amazon Elastic "
                                 "Compute Cloud - Compute'"}},
    .service = kCostExplorer,
    .iam_action = "ce:GetCostAndUsage",
    .price_usd = kPriceUsd,
    .price_by_view = kPriceByView,
    .request = kCostRequest,
    .rows = kTotals,
    .grouped_rows = kGroups,
    .may_change = kMayChange,
    .tag_backfills = &kListCostAllocationTagBackfillHistory,
    .paging = kCostPaging,
};
static_assert(well_formed(kGetCostAndUsage));

}  // namespace awscost::ce
