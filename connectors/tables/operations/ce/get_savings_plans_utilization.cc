// ce:GetSavingsPlansUtilization: how much of the Savings Plans' commitment was used, by day or month, and in all.
//
// One answer without pages is two tables: the periods, and the Total over the window. Both send the same request, so a
// statement that reads both pays once. AWS takes DAILY and MONTHLY, and a window that ends no later than yesterday.
//
//   SELECT period_start, utilization_percentage FROM ce_savings_plans_utilization WHERE period_start >= '2026-11-01';
//   SELECT net_savings FROM ce_savings_plans_utilization_total('2026-10-01', '2026-11-01');
#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/savings_plans_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kPeriods{
    Column{.name = "period_start",
           .type = Type::kDay,
           .role = Role::kPeriodStart,
           .wire = "TimePeriod/Start",
           .example = "'2026-11-01'",
           .doc = "First day of the row's period, UTC."},
    Column{.name = "period_end",
           .type = Type::kDay,
           .role = Role::kPeriodEnd,
           .wire = "TimePeriod/End",
           .example = "'2026-12-01'",
           .doc = "End of the period, exclusive."},
};

constexpr std::array kPlanFilters{
    filter_by("savings_plan_arn", "SAVINGS_PLAN_ARN", "'arn:aws:savingsplans::111122223333:savingsplan/...'",
              "Only this Savings Plan."),
    filter_by("savings_plans_type", "SAVINGS_PLANS_TYPE", "'ComputeSavingsPlans'",
              "Only this type, such as ComputeSavingsPlans, EC2InstanceSavingsPlans or SageMakerSavingsPlans."),
};

constexpr auto kByTimeColumns =
    join(kPeriods, kSavingsPlansNumbers, kWindow, kGranularity, kFilters, kPlanFilters, kOrder, kExactNumbers, kTwins);
constexpr auto kTotalColumns =
    join(kWholeWindow, kSavingsPlansNumbers, kWindow, kGranularity, kFilters, kPlanFilters, kOrder, kExactNumbers);

constexpr RequestMembers kMembers{.time_period = "/TimePeriod", .granularity = "/Granularity", .filter = "/Filter"};

constexpr std::string_view kLimits =
    "Days and months of the last 13 months, through yesterday. Where no Savings Plans are in force in the window, AWS "
    "answers with DataUnavailableException. AWS and-s filters; it takes no Or and no Not here.";

constexpr std::array<std::string_view, 3> kByTimeExamples{
    "SELECT period_start, utilization_percentage, unused_commitment FROM ce_savings_plans_utilization\n"
    "WHERE period_start >= date('now', '-7 days') ORDER BY 1;",
    "SELECT period_start, round(net_savings, 2) FROM ce_savings_plans_utilization\n"
    "WHERE granularity = 'MONTHLY' ORDER BY 1;",
    "SELECT savings_plans_type, sum(unused_commitment) FROM ce_savings_plans_utilization\n"
    "WHERE savings_plans_type IN ('ComputeSavingsPlans', 'EC2InstanceSavingsPlans')\n"
    "AND period_start >= date('now', '-30 days') GROUP BY 1;",
};
constexpr std::array<std::string_view, 3> kTotalExamples{
    "SELECT period_start, period_end, utilization_percentage, net_savings FROM ce_savings_plans_utilization_total;",
    "SELECT unused_commitment FROM ce_savings_plans_utilization_total(date('now', '-30 days'), date('now'));",
    "SELECT payment_option, utilization_percentage FROM ce_savings_plans_utilization_total\n"
    "WHERE payment_option IN ('No Upfront', 'All Upfront');",
};

}  // namespace

extern constexpr Operation kGetSavingsPlansUtilization{
    .table = {.name = "ce_savings_plans_utilization",
              .doc = "Use, waste and savings of the Savings Plans, by day or month.",
              .operation = "GetSavingsPlansUtilization",
              .service = "Cost Explorer",
              .columns = kByTimeColumns,
              .limits = kLimits,
              .examples = kByTimeExamples,
              .history = kMonthsOfPlans},
    .service = kCostExplorer,
    .iam_action = "ce:GetSavingsPlansUtilization",
    .price_usd = kPriceUsd,
    .request = kMembers,
    .rows = {.each = "/SavingsPlansUtilizationsByTime[]"},
    .hints = kSavingsPlansHints,
};
static_assert(well_formed(kGetSavingsPlansUtilization));

extern constexpr Operation kGetSavingsPlansUtilizationTotal{
    .table = {.name = "ce_savings_plans_utilization_total",
              .doc = "Use, waste and savings of the Savings Plans over a whole window: one row.",
              .operation = "GetSavingsPlansUtilization",
              .service = "Cost Explorer",
              .columns = kTotalColumns,
              .limits = kLimits,
              .examples = kTotalExamples,
              .history = kMonthsOfPlans},
    .service = kCostExplorer,
    .iam_action = "ce:GetSavingsPlansUtilization",
    .price_usd = kPriceUsd,
    .request = kMembers,
    .rows = {.each = "/Total"},
    .hints = kSavingsPlansHints,
};
static_assert(well_formed(kGetSavingsPlansUtilizationTotal));

}  // namespace awscost::ce
