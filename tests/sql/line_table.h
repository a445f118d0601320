// Two small tables for the tests of sql/ whose rows stand in lists of parents: the usage of an API by day, and the
// lines of a scenario, which can be written.
#pragma once

#include "sql/table.h"

namespace awscost::sql {

inline constexpr Column kUsageColumns[] = {
    {.name = "usage_plan_id", .role = Role::kParent, .wire = "{id}", .identity = true, .doc = "Plan."},
    {.name = "key_id", .wire = "{key}", .narrows = "?keyId", .longest = 4, .identity = true, .doc = "Key."},
    {.name = "date", .type = Type::kDay, .role = Role::kPeriodStart, .doc = "Day."},
    {.name = "used", .type = Type::kBigint, .wire = "0", .doc = "Used."},
    {.name = "blocked", .type = Type::kBoolean, .wire = "1", .doc = "Blocked."},
    {.name = "start_date", .role = Role::kStartDate, .hidden = true, .example = "'2026-11-01'", .doc = "First day."},
    {.name = "end_date", .role = Role::kEndDate, .hidden = true, .example = "'2026-11-30'", .doc = "Last day."},
    {.name = "region", .role = Role::kRegion, .hidden = true, .example = "'eu-west-3'", .doc = "Region."},
    {.name = "stage",
     .role = Role::kInput,
     .hidden = true,
     .required = true,
     .wire = "?stage",
     .example = "'live'",
     .doc = "Stage."},
};

inline constexpr Table kUsageTable{.name = "usage",
                                   .doc = "Usage for the tests.",
                                   .operation = "GetUsage",
                                   .service = "API Gateway",
                                   .columns = kUsageColumns,
                                   .history = {.days = 30},
                                   .end_is_last_day = true};
static_assert(well_formed(kUsageTable));

inline constexpr Column kLineColumns[] = {
    {.name = "scenario_id", .role = Role::kParent, .wire = "/id", .identity = true, .doc = "Scenario."},
    {.name = "id", .wire = "/items[]/id", .identity = true, .doc = "Line."},
    {.name = "hour", .type = Type::kBigint, .wire = "/items[]/hour", .identity = true, .doc = "Hour."},
    {.name = "factor", .type = Type::kReal, .wire = "/items[]/factor", .identity = true, .doc = "Factor."},
    {.name = "service", .wire = "/items[]/service", .narrows = "/filters[SERVICE]", .doc = "Service."},
    {.name = "records",
     .wire = "/items[]/records",
     .narrows = "/filters[RECORDS]",
     .narrows_unless = "total",
     .doc = "Records."},
    {.name = "total", .wire = "/total", .doc = "Total."},
    {.name = "created_at", .type = Type::kInstant, .wire = "/items[]/at", .narrows = "/createdAt", .doc = "Since."},
    {.name = "usage_group", .wire = "/items[]/group", .write = Write::kInsertAndUpdate, .doc = "Group."},
    {.name = "amounts",
     .role = Role::kWriteOnly,
     .hidden = true,
     .write = Write::kInsertAndUpdate,
     .doc = "Amounts in."},
    {.name = "profile", .role = Role::kProfile, .hidden = true, .doc = "Profile."},
};

inline constexpr Table kLineTable{.name = "lines",
                                  .doc = "Lines for the tests.",
                                  .operation = "ListLines",
                                  .service = "Pricing Calculator",
                                  .columns = kLineColumns,
                                  .writable = true};
static_assert(well_formed(kLineTable));

}  // namespace awscost::sql
