// ce:GetCostCategories: the names of the cost categories, or the values of one of them.
//
// The answer has two lists: names where no category is given, values where one is.
//
//   SELECT value FROM ce_cost_categories;      SELECT value FROM ce_cost_categories('Unit');
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/list_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kValue{
    Column{
        .name = "value",
        .wire = "{value}",
        .doc =
            "The name of a cost category; with cost_category_name one of its values, and NULL for costs without one."},
};
constexpr std::array kWhat{
    Column{.name = "cost_category_name",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/CostCategoryName",
           .example = "'Unit'",
           .doc = "The cost category whose values are listed. Not given: the names of all."},
};
constexpr auto kColumns = join(kValue, kWhat, kListInputs, kListCounts);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT value FROM ce_cost_categories;",
    "SELECT value FROM ce_cost_categories('Unit') ORDER BY 1;",
    "SELECT n.value AS cost_category, v.value FROM ce_cost_categories AS n, ce_cost_categories(n.value) AS v;",
};

}  // namespace

extern constexpr Operation kGetCostCategories{
    .table = {.name = "ce_cost_categories",
              .doc = "The names of the cost categories, or the values of one.",
              .operation = "GetCostCategories",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits = kListLimits,
              .examples = kExamples,
              .history = kMonthsKept},
    .service = kCostExplorer,
    .iam_action = "ce:GetCostCategories",
    .price_usd = kPriceUsd,
    .price_by_view = kPriceByView,
    .request = kListRequest,
    .rows = {.each = "/CostCategoryNames[]", .may_be_absent = true},
    .given_input = "cost_category_name",
    .given_rows = {.each = "/CostCategoryValues[]", .may_be_absent = true},
    .paging = kListPaging,
};
static_assert(well_formed(kGetCostCategories));

}  // namespace awscost::ce
