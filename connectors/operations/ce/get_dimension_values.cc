// ce:GetDimensionValues: what there is to filter by, the values of one dimension in a window.
//
// Pages follow NextPageToken. SortBy and MaxResults are left out: SQL sorts and limits, and with SortBy the API gives
// no page token, so that a long list would be cut short.
//
//   SELECT value FROM ce_dimension_values('service') ORDER BY 1;
#include <array>

#include "connectors/operations/ce/ce.h"

namespace awscost::ce {
namespace {

using sql::Column;
using sql::Role;

constexpr std::array kColumns{
    Column{.name = "value",
           .wire = "/DimensionValues[]/Value",
           .doc = "The value, as a condition on the dimension's column takes it."},
    Column{.name = "attributes",
           .type = sql::Type::kJson,
           .wire = "/DimensionValues[]/Attributes",
           .doc = "What AWS says about the value, as a JSON object: the name of an account, for one."},
    Column{.name = "dimension",
           .role = Role::kDimensionName,
           .hidden = true,
           .required = true,
           .wire = "/Dimension",
           .example = "'service'",
           .doc = "The dimension whose values are listed, by its column's name or the API's key."},
    Column{.name = "context",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/Context",
           .example = "'RESERVATIONS'",
           .doc = "COST_AND_USAGE (what AWS takes where none is given), RESERVATIONS or SAVINGS_PLANS."},
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
    Column{.name = "profile",
           .role = Role::kProfile,
           .hidden = true,
           .example = "'default'",
           .doc = "The AWS profile to ask with."},
};

}  // namespace

extern constexpr Operation kGetDimensionValues{
    .table = {.name = "ce_dimension_values",
              .doc = "The values of one dimension: what conditions and filters can name.",
              .operation = "GetDimensionValues",
              .service = "Cost Explorer",
              .columns = kColumns,
              .history = sql::History::kMonths13},
    .service = kCostExplorer,
    .iam_action = "ce:GetDimensionValues",
    .price_usd = kPriceUsd,
    .request = {.time_period = "/TimePeriod", .filter = "/Filter"},
    .rows = {.each = "/DimensionValues[]"},
    .paging = {.response_token = "/NextPageToken", .request_token = "/NextPageToken"},
};
static_assert(well_formed(kGetDimensionValues));

}  // namespace awscost::ce
