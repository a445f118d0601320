// The columns that the Savings Plans tables share: the numbers of a period, of the window or of one plan, and what can
// be asked.
//
// AWS writes every number as a text, which may be empty where it has none (no commitment, so no percentage): NULL. The
// texts themselves stand in the hidden columns ending in _exact. Places are relative to the row: the same three objects
// stand in every period, in every plan and in Total.
//
//   constexpr auto kColumns = join(kPeriods, kSavingsPlansNumbers, kWindow, kFilters, kOrder, kExactNumbers);
#pragma once

#include <array>

#include "connectors/tables/operations/ce/cost_columns.h"
#include "connectors/tables/operations/profile.h"

namespace awscost::ce {

consteval Column number(std::string_view name, std::string_view place, std::string_view doc) {
  return {.name = name, .type = Type::kReal, .wire = place, .doc = doc};
}
consteval Column exact_number(std::string_view name, std::string_view place, std::string_view doc) {
  return {.name = name, .hidden = true, .wire = place, .doc = doc};
}
consteval Column filter_by(std::string_view name, std::string_view dimension, std::string_view example,
                           std::string_view doc) {
  return {.name = name, .role = Role::kFilterBy, .hidden = true, .wire = dimension, .example = example, .doc = doc};
}

inline constexpr std::array kSavingsPlansNumbers{
    number("total_commitment", "Utilization/TotalCommitment", "What the Savings Plans commit to, in US dollars."),
    number("used_commitment", "Utilization/UsedCommitment", "The part of the commitment that usage consumed."),
    number("unused_commitment", "Utilization/UnusedCommitment", "The part of the commitment paid for nothing."),
    number("utilization_percentage", "Utilization/UtilizationPercentage",
           "Used commitment in per cent of the total, from 0 to 100; NULL where nothing was committed."),
    number("net_savings", "Savings/NetSavings",
           "What the plans saved against on-demand prices, the unused part counted; negative where they cost more."),
    number("on_demand_cost_equivalent", "Savings/OnDemandCostEquivalent",
           "What the covered usage would have cost on demand."),
    number("amortized_recurring_commitment", "AmortizedCommitment/AmortizedRecurringCommitment",
           "The recurring fees that fall into the period."),
    number("amortized_upfront_commitment", "AmortizedCommitment/AmortizedUpfrontCommitment",
           "The share of upfront fees that falls into the period."),
    number("total_amortized_commitment", "AmortizedCommitment/TotalAmortizedCommitment",
           "Recurring and upfront fees together."),
};

inline constexpr std::array kExactNumbers{
    exact_number("total_commitment_exact", "Utilization/TotalCommitment", "The API's text of total_commitment."),
    exact_number("used_commitment_exact", "Utilization/UsedCommitment", "The API's text of used_commitment."),
    exact_number("unused_commitment_exact", "Utilization/UnusedCommitment", "The API's text of unused_commitment."),
    exact_number("utilization_percentage_exact", "Utilization/UtilizationPercentage",
                 "The API's text of utilization_percentage."),
    exact_number("net_savings_exact", "Savings/NetSavings", "The API's text of net_savings."),
    exact_number("on_demand_cost_equivalent_exact", "Savings/OnDemandCostEquivalent",
                 "The API's text of on_demand_cost_equivalent."),
    exact_number("amortized_recurring_commitment_exact", "AmortizedCommitment/AmortizedRecurringCommitment",
                 "The API's text of amortized_recurring_commitment."),
    exact_number("amortized_upfront_commitment_exact", "AmortizedCommitment/AmortizedUpfrontCommitment",
                 "The API's text of amortized_upfront_commitment."),
    exact_number("total_amortized_commitment_exact", "AmortizedCommitment/TotalAmortizedCommitment",
                 "The API's text of total_amortized_commitment."),
};

// Of rows that are about the whole window: conditions do not move it, the inputs that name it do.
inline constexpr std::array kWholeWindow{
    Column{.name = "period_start",
           .type = Type::kDay,
           .role = Role::kWindowStart,
           .doc = "First day of the window the numbers are over; set it by start_date."},
    Column{.name = "period_end",
           .type = Type::kDay,
           .role = Role::kWindowEnd,
           .doc = "End of that window, exclusive; set it by end_date."},
};

// AWS takes no start that is older, to the day, and no end behind today. Of a month it takes the part asked for, so the
// months that the start and today cut would not be whole.
inline constexpr sql::History kMonthsOfPlans{.months = 13, .through_yesterday = true, .whole_periods = true};

inline constexpr std::array kWindow{
    Column{.name = "start_date",
           .role = Role::kStartDate,
           .hidden = true,
           .example = "'2026-10-01'",
           .doc = "TimePeriod's Start, sent as written; AWS keeps 13 months. Otherwise the same day 13 months ago."},
    Column{.name = "end_date",
           .role = Role::kEndDate,
           .hidden = true,
           .example = "'2026-11-01'",
           .doc = "TimePeriod's End, exclusive, sent as written; otherwise today, so that yesterday is the last day."},
};

inline constexpr std::array kGranularity{
    Column{
        .name = "granularity",
        .role = Role::kGranularity,
        .hidden = true,
        .fallback = "DAILY",
        .example = "'DAILY', 'MONTHLY'",
        .doc = "DAILY or MONTHLY. Of months, only whole ones are shown unless start_date and end_date say otherwise."},
};

// The API cannot group by them: each is one value a request, so that a row says whose it is.
inline constexpr std::array kFilters{
    account(filter_by("linked_account", "LINKED_ACCOUNT", "'111122223333'",
                      "Only the plans of this account. IN asks once for each value, and a row says whose it is.")),
    filter_by("region", "REGION", "'eu-west-3'", "Only this Region."),
    filter_by("payment_option", "PAYMENT_OPTION", "'No Upfront'",
              "Only plans paid so: No Upfront, Partial Upfront or All Upfront."),
    filter_by("instance_type_family", "INSTANCE_TYPE_FAMILY", "'m5'", "Only this family of instance types."),
};

inline constexpr std::array kOrder{
    Column{.name = "filter",
           .role = Role::kFilter,
           .hidden = true,
           .example = "awscost_dimension('REGION', 'eu-west-3')",
           .doc = "An Expression as JSON; AWS takes one of the dimensions above, or an And of several."},
    Column{.name = "sort_by",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/SortBy/Key",
           .example = "'UtilizationPercentage'",
           .doc =
               "SortBy's Key, passed on: UtilizationPercentage, TotalCommitment, UsedCommitment, UnusedCommitment or "
               "NetSavings. ORDER BY sorts by anything."},
    Column{.name = "sort_order",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/SortBy/SortOrder",
           .example = "'DESCENDING'",
           .doc = "SortBy's SortOrder, with sort_by: ASCENDING or DESCENDING."},
    kProfile,
};

}  // namespace awscost::ce
