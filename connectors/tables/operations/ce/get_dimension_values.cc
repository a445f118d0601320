// ce:GetDimensionValues: the values of one dimension in a window, which conditions and filters can name.
//
//   SELECT value FROM ce_dimension_values('service') ORDER BY 1;
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/list_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kValue{
    Column{.name = "value", .wire = "Value", .doc = "The value, as conditions on the dimension's column take it."},
    Column{.name = "attributes",
           .type = Type::kJson,
           .wire = "Attributes",
           .doc = "The value's attributes, as a JSON object; of an account, its name."},
};
constexpr std::array kWhat{
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
           .doc = "COST_AND_USAGE, RESERVATIONS or SAVINGS_PLANS. Not given: AWS takes COST_AND_USAGE."},
};
constexpr auto kColumns = join(kValue, kWhat, kListInputs, kListCounts);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT value FROM ce_dimension_values('service') ORDER BY 1;",
    "SELECT value, attributes ->> 'description' AS name FROM ce_dimension_values('linked_account');",
    "SELECT value FROM ce_dimension_values('usage_type') WHERE search_string = 'BoxUsage'\n"
    "AND filter = awscost_dimension('REGION', 'eu-west-3');",
};

}  // namespace

extern constexpr Operation kGetDimensionValues{
    .table = {.name = "ce_dimension_values",
              .doc = "The values of one dimension: what conditions and filters can name.",
              .operation = "GetDimensionValues",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits =
                  "AWS keeps resource ids for 14 days: of resource_id, the default window is the last 14 days. SortBy "
                  "and MaxResults are not sent: with them, AWS sends one page and no token for the next. Write "
                  "ORDER BY and LIMIT.",
              .examples = kExamples,
              .history = kMonthsKept,
              .shorter_history = {.dimension = "RESOURCE_ID", .days = 14}},
    .service = kCostExplorer,
    .iam_action = "ce:GetDimensionValues",
    .price_usd = kPriceUsd,
    .price_by_view = kPriceByView,
    .request = kListRequest,
    .rows = {.each = "/DimensionValues[]"},
    .paging = kListPaging,
};
static_assert(well_formed(kGetDimensionValues));

}  // namespace awscost::ce
