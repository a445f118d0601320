// A small cost table for the tests of sql/: the roles of the real one, few columns, so that a test can be read whole.
#pragma once

#include "sql/table.h"

namespace awscost::sql {

inline constexpr Column kCostColumns[] = {
    {.name = "period_start", .type = Type::kDay, .role = Role::kPeriodStart, .doc = "Start."},
    {.name = "period_end", .type = Type::kDay, .role = Role::kPeriodEnd, .doc = "End."},
    {.name = "group_1", .role = Role::kGroup, .doc = "First key."},
    {.name = "group_2", .role = Role::kGroup, .doc = "Second key."},
    {.name = "currency", .role = Role::kCurrency, .doc = "Unit."},
    {.name = "unblended_cost", .type = Type::kReal, .role = Role::kMetric, .wire = "UnblendedCost", .doc = "Cost."},
    {.name = "usage_quantity", .type = Type::kReal, .role = Role::kMetric, .wire = "UsageQuantity", .doc = "Usage."},
    {.name = "group_by",
     .role = Role::kGroupBy,
     .hidden = true,
     .fallback = "resource_id",
     .example = "'service'",
     .doc = "Keys."},
    {.name = "start_date", .role = Role::kStartDate, .hidden = true, .example = "'2026-11-01'", .doc = "Start."},
    {.name = "end_date", .role = Role::kEndDate, .hidden = true, .example = "'2026-12-01'", .doc = "End."},
    {.name = "granularity",
     .role = Role::kGranularity,
     .hidden = true,
     .fallback = "DAILY",
     .example = "'MONTHLY'",
     .doc = "Grain."},
    {.name = "filter", .role = Role::kFilter, .hidden = true, .doc = "Expression."},
    {.name = "profile", .role = Role::kProfile, .hidden = true, .doc = "Who asks."},
    {.name = "resource_id",
     .role = Role::kDimension,
     .hidden = true,
     .wire = "RESOURCE_ID",
     .example = "'i-0abc'",
     .doc = "Resource."},
    {.name = "service",
     .role = Role::kDimension,
     .hidden = true,
     .wire = "SERVICE",
     .example = "'AWS Lambda'",
     .doc = "Service."},
    {.name = "region",
     .role = Role::kDimension,
     .hidden = true,
     .wire = "REGION",
     .example = "'eu-west-3'",
     .doc = "Region."},
    {.name = "record_type",
     .role = Role::kDimension,
     .hidden = true,
     .wire = "RECORD_TYPE",
     .example = "'Credit', 'Refund'",
     .doc = "Type."},
    {.name = "linked_account",
     .role = Role::kDimension,
     .hidden = true,
     .wire = "LINKED_ACCOUNT",
     .example = "'012345678901'",
     .doc = "Account."},
    {.name = "tag_value", .role = Role::kTagValue, .hidden = true, .example = "'web'", .doc = "Tag."},
    {.name = "cost_category_value",
     .role = Role::kCostCategoryValue,
     .hidden = true,
     .example = "'retail'",
     .doc = "Category."},
    {.name = "linked_account_name", .hidden = true, .needs_key = "linked_account", .doc = "Name."},
    {.name = "unblended_cost_unit",
     .role = Role::kMetricUnit,
     .hidden = true,
     .metric = "UnblendedCost",
     .doc = "Unit."},
};

inline constexpr Table kCostTable{.name = "cost",
                                  .doc = "Cost for the tests.",
                                  .operation = "GetCost",
                                  .service = "Cost Explorer",
                                  .columns = kCostColumns,
                                  .history = History::kDays14};
static_assert(well_formed(kCostTable));

inline std::size_t cost_column(std::string_view name) {
  return find(kCostTable, name).value();
}

}  // namespace awscost::sql
