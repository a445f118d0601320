// The inputs that GetDimensionValues, GetTags and GetCostCategories share: what there is to filter by, in a window.
//
// Pages follow NextPageToken. SortBy and MaxResults are left out of all three: SQL sorts and limits, and with SortBy
// the API gives no page token, so that a long list would be cut short.
//
//   constexpr auto kColumns = join(kValue, kWhat, kListInputs, kListCounts);
#pragma once

#include <array>

#include "connectors/tables/operations/ce/cost_columns.h"
#include "connectors/tables/operations/profile.h"

namespace awscost::ce {

inline constexpr std::array kListInputs{
    Column{.name = "search_string",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/SearchString",
           .example = "'Compute'",
           .doc = "Text that the values contain."},
    Column{.name = "start_date",
           .role = Role::kStartDate,
           .hidden = true,
           .example = "'2026-11-01'",
           .doc = "TimePeriod's Start, sent as written; otherwise the first of the month 13 months ago."},
    Column{.name = "end_date",
           .role = Role::kEndDate,
           .hidden = true,
           .example = "'2026-12-01'",
           .doc = "TimePeriod's End, exclusive, sent as written; otherwise tomorrow."},
    Column{.name = "filter",
           .role = Role::kFilter,
           .hidden = true,
           .example = "awscost_dimension('REGION', 'eu-west-1')",
           .doc = "An Expression as JSON: only values of what it matches."},
    Column{.name = "billing_view_arn",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/BillingViewArn",
           .example = "'arn:aws:billing::123456789012:billingview/primary'",
           .doc = "The billing view to look at."},
    kProfile,
};

inline constexpr std::array kListCounts{
    Column{.name = "return_size",
           .type = Type::kInteger,
           .hidden = true,
           .wire = "/ReturnSize",
           .doc = "How many values AWS says the page holds."},
    Column{.name = "total_size",
           .type = Type::kInteger,
           .hidden = true,
           .wire = "/TotalSize",
           .doc = "How many values AWS says there are."},
};

// Of days and months AWS keeps the present month and the 13 before it.
inline constexpr sql::History kMonthsKept{.months = 13, .from_first_of_month = true};
inline constexpr RequestMembers kListRequest{.time_period = "/TimePeriod", .filter = "/Filter"};
inline constexpr Paging kListPaging{.response_token = "/NextPageToken", .request_token = "/NextPageToken"};
inline constexpr std::string_view kListLimits =
    "SortBy and MaxResults are not sent: with them AWS gives one page and no token for the next. ORDER BY and LIMIT "
    "do their work.";

}  // namespace awscost::ce
