// ce:GetDimensionValues: what there is to filter by, the values of one dimension in a window.
//
//   SELECT value FROM ce_dimension_values('service') ORDER BY 1;
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/list_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kValue{
    Column{.name = "value", .wire = "Value", .doc = "The value, as a condition on the dimension's column takes it."},
    Column{.name = "attributes",
           .type = Type::kJson,
           .wire = "Attributes",
           .doc = "What AWS says about the value, as a JSON object: the name of an account, for one."},
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
           .doc = "COST_AND_USAGE (what AWS takes where none is given), RESERVATIONS or SAVINGS_PLANS."},
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
              .limits = kListLimits,
              .examples = kExamples,
              .history = kMonthsKept},
    .service = kCostExplorer,
    .iam_action = "ce:GetDimensionValues",
    .price_usd = kPriceUsd,
    .request = kListRequest,
    .rows = {.each = "/DimensionValues[]"},
    .paging = kListPaging,
};
static_assert(well_formed(kGetDimensionValues));

}  // namespace awscost::ce
