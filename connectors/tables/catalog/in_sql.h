// The catalog as SQL sees it: the tables `awscost_tables` and `awscost_columns`.
//
//   SELECT name, price_usd, required FROM awscost_tables
//   SELECT name, type, request_member, description FROM awscost_columns
//   WHERE table_name = 'ce_cost_and_usage' AND kind = 'input'
#pragma once

#include <memory>
#include <vector>

#include "connectors/tables/catalog/entry.h"
#include "sql/source.h"

namespace awscost::catalog {

// Both tables. `entries` as entries() makes them: the catalog describes itself too.
std::vector<std::unique_ptr<sql::Source>> tables(std::vector<Entry> entries);

}  // namespace awscost::catalog
