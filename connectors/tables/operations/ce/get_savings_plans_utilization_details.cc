// ce:GetSavingsPlansUtilizationDetails: one row per Savings Plan over the whole window, with its terms and its use.
//
// AWS sends 20 plans a page. MaxResults is not sent, because AWS does not document its largest value.
//
//   SELECT savings_plan_arn, utilization_percentage FROM ce_savings_plans_utilization_details
//   WHERE utilization_percentage < 80;
#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/savings_plans_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kPlan{
    Column{.name = "savings_plan_arn",
           .wire = "SavingsPlanArn",
           .narrows = "/Filter[SAVINGS_PLAN_ARN]",
           .identity = true,
           .example = "'arn:aws:savingsplans::111122223333:savingsplan/...'",
           .doc = "The Savings Plan. = and IN go into the request's Filter."},
    Column{.name = "attributes",
           .type = Type::kJson,
           .wire = "Attributes",
           .doc = "The plan's attributes, as a JSON object with members such as AccountId, AccountName, "
                  "SavingsPlansType, PaymentOption, InstanceFamily, Region, StartDateTime and EndDateTime."},
};

constexpr std::array kDataType{
    Column{.name = "data_type",
           .role = Role::kInputList,
           .hidden = true,
           .wire = "/DataType",
           .example = "'UTILIZATION, SAVINGS'",
           .doc = "The parts that AWS sends, separated by commas: ATTRIBUTES, UTILIZATION, AMORTIZED_COMMITMENT, "
                  "SAVINGS; the others read NULL. Not given: all of them."},
};

constexpr auto kColumns =
    join(kPlan, kWholeWindow, kSavingsPlansNumbers, kWindow, kFilters, kDataType, kOrder, kExactNumbers);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT savings_plan_arn, utilization_percentage, unused_commitment FROM ce_savings_plans_utilization_details\n"
    "ORDER BY unused_commitment DESC LIMIT 5;",
    "SELECT attributes ->> 'AccountName' AS account, count(*), sum(unused_commitment)\n"
    "FROM ce_savings_plans_utilization_details(date('now', '-30 days'), date('now')) GROUP BY 1 ORDER BY 3 DESC;",
    "SELECT savings_plan_arn, net_savings FROM ce_savings_plans_utilization_details(date('now', '-30 days'))\n"
    "WHERE data_type = 'SAVINGS' ORDER BY net_savings LIMIT 5;",
};

}  // namespace

extern constexpr Operation kGetSavingsPlansUtilizationDetails{
    .table = {.name = "ce_savings_plans_utilization_details",
              .doc = "Use, waste and savings of each Savings Plan over a window.",
              .operation = "GetSavingsPlansUtilizationDetails",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits = "The last 13 months, through yesterday; 20 plans a page, and each page is paid. "
                        "ce_savings_plans_utilization_total shows the answer's Total.",
              .examples = kExamples,
              .history = kMonthsOfPlans},
    .service = kCostExplorer,
    .iam_action = "ce:GetSavingsPlansUtilizationDetails",
    .price_usd = kPriceUsd,
    .request = {.time_period = "/TimePeriod", .filter = "/Filter"},
    .rows = {.each = "/SavingsPlansUtilizationDetails[]"},
    .paging = {.response_token = "/NextToken", .request_token = "/NextToken"},
    .hints = kSavingsPlansHints,
};
static_assert(well_formed(kGetSavingsPlansUtilizationDetails));

}  // namespace awscost::ce
