// The plan as text: what xBestIndex writes into idxStr, EXPLAIN QUERY PLAN shows and xFilter reads back.
//
// Sections are separated by "; ". The order of `?` is the order of the arguments:
//
//   GetCostAndUsageWithResources; filter service = ?; window period_start >= ?; group_by 'resource_id';
//   granularity 'DAILY'; metrics UnblendedCost; uses period_start, unblended_cost, resource_id, service
//
// For rows that stand in lists, `of` says whose lists, and `narrowed by` what the request leaves out:
//
//   GetUsage; inputs region = ?; window date >= ?; of usage_plan_id IN ?; narrowed by key_id = ?; uses ...
//   GetUsage; window default; of every usage_plan_id
//
// For GROUP BY, the rows come group by group, so that SQLite need not sort them:
//
//   GetCostAndUsage; ...; in groups of service, period_start; ...
//
// A mark after an argument gives its promise: [rechecked] is inexact, [late] is late (sql/plan.h), no mark is exact.
// [pattern]: SQLite derived it from LIKE or GLOB. [in turn]: a LIMIT may end the statement before the later members of
// the set are asked. Arguments behind `of` and `narrowed by` are always inexact and have no mark.
//
// Example:
//
//   bool survives(const Table& table, const Plan& plan) {
//     return from_text(table, to_text(table, plan)) == plan;
//   }
#pragma once

#include <string>
#include <string_view>

#include "sql/plan.h"
#include "sql/table.h"

namespace awscost::sql {

std::string to_text(const Table& table, const Plan& plan);

// The inverse: from_text(table, to_text(table, plan)) == plan. Throws sql::Error for text that is no plan.
Plan from_text(const Table& table, std::string_view text);

}  // namespace awscost::sql
