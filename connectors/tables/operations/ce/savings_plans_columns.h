// The columns that the Savings Plans tables share: the figures of a period, of the window or of one plan, and the
// inputs.
//
// AWS writes every figure as a text, which is empty where there is none (without a commitment there is no percentage):
// NULL. The texts stand in the hidden columns ending in _exact. Places are relative to the row, because the same three
// objects stand in every period, in every plan and in Total.
//
// Example:
//
//   constexpr Column kOwned = filter_by("owned_by", "LINKED_ACCOUNT", "'111122223333'", "Only plans of this account.");
//   static_assert(kOwned.role == Role::kFilterBy);
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
    number("used_commitment", "Utilization/UsedCommitment", "The part of the commitment that was used."),
    number("unused_commitment", "Utilization/UnusedCommitment",
           "The part of the commitment that was paid and not used."),
    number("utilization_percentage", "Utilization/UtilizationPercentage",
           "Used commitment as a percentage of the total, from 0 to 100; NULL where nothing was committed."),
    number("net_savings", "Savings/NetSavings",
           "Savings against on-demand prices, less the unused commitment; negative where the plans cost more."),
    number("on_demand_cost_equivalent", "Savings/OnDemandCostEquivalent",
           "The cost of the covered usage at on-demand prices."),
    number("amortized_recurring_commitment", "AmortizedCommitment/AmortizedRecurringCommitment",
           "The recurring fees of the period."),
    number("amortized_upfront_commitment", "AmortizedCommitment/AmortizedUpfrontCommitment",
           "The period's share of upfront fees."),
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

// For rows about the whole window. Only start_date and end_date move it; conditions on these columns do not.
inline constexpr std::array kWholeWindow{
    Column{.name = "period_start",
           .type = Type::kDay,
           .role = Role::kWindowStart,
           .doc = "First day of the window that the figures are for; start_date sets it."},
    Column{.name = "period_end",
           .type = Type::kDay,
           .role = Role::kWindowEnd,
           .doc = "End of that window, exclusive; end_date sets it."},
};

// AWS refuses a start more than 13 months ago, to the day, and an end later than today. It sends the part of a month
// that lies between them, so the months that they cut are not whole.
inline constexpr sql::History kMonthsOfPlans{.months = 13, .through_yesterday = true, .whole_periods = true};

inline constexpr std::array kWindow{
    Column{.name = "start_date",
           .role = Role::kStartDate,
           .hidden = true,
           .example = "'2026-10-01'",
           .doc = "TimePeriod's Start, sent as written; AWS keeps 13 months. Not given: the same day 13 months ago."},
    Column{.name = "end_date",
           .role = Role::kEndDate,
           .hidden = true,
           .example = "'2026-11-01'",
           .doc = "TimePeriod's End, exclusive, sent as written. Not given: today, so that yesterday is the last day."},
};

inline constexpr std::array kGranularity{
    Column{.name = "granularity",
           .role = Role::kGranularity,
           .hidden = true,
           .fallback = "DAILY",
           .example = "'DAILY', 'MONTHLY'",
           .doc = "DAILY or MONTHLY. Only whole months are shown, unless start_date and end_date cut some."},
};

// The API cannot group by them: each request filters by one value, so that a row belongs to one.
inline constexpr std::array kFilters{
    account(filter_by("linked_account", "LINKED_ACCOUNT", "'111122223333'",
                      "Only the plans of this account. IN asks once for each value, and each row reports its own.")),
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
    Column{
        .name = "sort_by",
        .role = Role::kInput,
        .hidden = true,
        .wire = "/SortBy/Key",
        .example = "'UtilizationPercentage'",
        .doc =
            "SortBy's Key, sent as written: UtilizationPercentage, TotalCommitment, UsedCommitment, UnusedCommitment "
            "or NetSavings. ORDER BY sorts by any column."},
    Column{.name = "sort_order",
           .role = Role::kInput,
           .hidden = true,
           .beside = "sort_by",
           .wire = "/SortBy/SortOrder",
           .example = "'DESCENDING'",
           .doc = "SortBy's SortOrder, beside sort_by: ASCENDING or DESCENDING."},
    kProfile,
};

}  // namespace awscost::ce
