// Hints for refusals of Cost Explorer: those of the service, and those that several operations share.
#pragma once

#include <array>

#include "connectors/tables/operations/hint.h"

namespace awscost::ce {

inline constexpr std::string_view kOptIn =
    "AWS keeps resource and hourly data for the last 14 days, and only where they are switched on (Cost Management "
    "preferences). Write period_start >= date('now', '-13 days'); older days and months are in ce_cost_and_usage.";
inline constexpr std::string_view kMoved = "The data changed between two pages: run the statement again.";

// Both come as AccessDeniedException, which elsewhere is a question of IAM.
inline constexpr std::string_view kNotOptedIn =
    "This is no question of IAM: the payer account switches resource data and hourly data on, each by itself, in the "
    "Cost Management preferences. New data takes up to 48 hours to appear.";
inline constexpr std::string_view kNeverOpened =
    "This is no question of IAM: open Cost Explorer once in the console of the payer account, and wait a day.";

inline constexpr std::array kServiceHints{
    Hint{.code = "AccessDeniedException", .words = "opt-in only", .text = kNotOptedIn},
    Hint{.code = "AccessDeniedException", .words = "not enabled for cost explorer", .text = kNeverOpened},
    Hint{.code = "ValidationException", .words = "14 days", .text = kOptIn},
    Hint{.code = "ValidationException",
         .words = "14 months",
         .text = "AWS keeps this month and the 13 before it: write period_start >= date('now', 'start of month', '-13 "
                 "months'), and leave start_date out."},
    Hint{.code = "ValidationException",
         .words = "group definition dimension",
         .text = "Not every dimension can be a key of group_by; others can be bound by = or IN. A tag is written "
                 "tag:<key>, a "
                 "cost category cost_category:<name>."},
    Hint{.code = "ValidationException", .words = "hourly", .text = kOptIn},
    Hint{.code = "ValidationException", .words = "resource-level", .text = kOptIn},
    Hint{.code = "ValidationException", .words = "opt-in", .text = kOptIn},
    Hint{.code = "DataUnavailableException", .words = "hourly", .text = kOptIn},
    Hint{.code = "DataUnavailableException",
         .text = "AWS has no such data for this account: what is asked for must be switched on under Billing and Cost "
                 "Management preferences, and new data takes up to 24 hours to appear."},
    Hint{.code = "BillExpirationException", .text = "The bill was renewed meanwhile: run the statement again."},
    Hint{.code = "InvalidNextTokenException", .text = kMoved},
    Hint{.code = "RequestChangedException", .text = kMoved},
};

inline constexpr std::array kResourceHints{
    Hint{.code = "ValidationException",
         .words = "filtered by resource_id",
         .text = "Keep resource_id in group_by, as in FROM ce_cost_and_usage_with_resources('resource_id, region'), or "
                 "bind it."},
};

inline constexpr std::array kSavingsPlansHints{
    Hint{.code = "ValidationException",
         .words = "future",
         .text =
             "Figures of Savings Plans end with yesterday: write period_start < date('now'), or an end_date that is "
             "not after today."},
    Hint{
        .code = "DataUnavailableException",
        .text =
            "AWS answers so, without a word, where no Savings Plans are in force for what is asked: in an account or a "
            "period that has none, or for a value that no plan has, such as one of an IN list or a misspelt one. "
            "SELECT value FROM ce_dimension_values('savings_plans_type') WHERE context = 'SAVINGS_PLANS' lists "
            "values."},
};

}  // namespace awscost::ce
