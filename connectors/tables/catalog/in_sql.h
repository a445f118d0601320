// The catalog in SQL: the tables `awscost_tables`, `awscost_columns` and `awscost_functions`.
//
//   SELECT name, price_usd, required FROM awscost_tables
//   SELECT name, type, request_member, description FROM awscost_columns
//   WHERE table_name = 'ce_cost_and_usage' AND kind = 'input'
//
// Example:
//
//   std::string_view first_name(std::vector<Entry> entries) {
//     return tables(std::move(entries)).front()->table().name;  // "awscost_tables"
//   }
#pragma once

#include <memory>
#include <vector>

#include "connectors/tables/catalog/entry.h"
#include "connectors/tables/catalog/functions.h"
#include "sql/source.h"

namespace awscost::catalog {

// All three tables. `entries` as entries() returns them: the catalog describes itself, too.
std::vector<std::unique_ptr<sql::Source>> tables(std::vector<Entry> entries, std::vector<FunctionEntry> functions = {});

}  // namespace awscost::catalog
