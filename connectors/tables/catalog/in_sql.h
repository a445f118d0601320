// The catalog in SQL: the tables `awscost_tables` and `awscost_columns`.
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
#include "sql/source.h"

namespace awscost::catalog {

// Both tables. `entries` as entries() returns them: the catalog describes itself, too.
std::vector<std::unique_ptr<sql::Source>> tables(std::vector<Entry> entries);

}  // namespace awscost::catalog
