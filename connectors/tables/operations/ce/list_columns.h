// The inputs that GetDimensionValues, GetTags and GetCostCategories share: what there is to filter by, in a window.
//
// Pages follow NextPageToken. None of the three sends SortBy or MaxResults: SQL sorts and limits, and with SortBy the
// API gives no page token, so a long list would be cut short.
#pragma once

#include <array>

#include "connectors/tables/operations/ce/billing_view.h"
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
           .doc = "TimePeriod's Start, sent as written. Not given: the first of the month 13 months ago."},
    Column{.name = "end_date",
           .role = Role::kEndDate,
           .hidden = true,
           .example = "'2026-12-01'",
           .doc = "TimePeriod's End, exclusive, sent as written. Not given: tomorrow."},
    Column{.name = "filter",
           .role = Role::kFilter,
           .hidden = true,
           .example = "awscost_dimension('REGION', 'eu-west-1')",
           .doc = "An Expression as JSON: only values of costs that match it."},
    kBillingView,
    kProfile,
};

inline constexpr std::array kListCounts{
    Column{.name = "return_size",
           .type = Type::kInteger,
           .hidden = true,
           .wire = "/ReturnSize",
           .doc = "The number of values on the page, as AWS states it."},
    Column{.name = "total_size",
           .type = Type::kInteger,
           .hidden = true,
           .wire = "/TotalSize",
           .doc = "The number of values in all, as AWS states it."},
};

// Of days and months AWS keeps the present month and the 13 before it.
inline constexpr sql::History kMonthsKept{.months = 13, .from_first_of_month = true};
inline constexpr RequestMembers kListRequest{.time_period = "/TimePeriod", .filter = "/Filter"};
inline constexpr Paging kListPaging{.response_token = "/NextPageToken", .request_token = "/NextPageToken"};
inline constexpr std::string_view kListLimits =
    "SortBy and MaxResults are not sent: with them, AWS sends one page and no token for the next. Write ORDER BY and "
    "LIMIT.";

}  // namespace awscost::ce
