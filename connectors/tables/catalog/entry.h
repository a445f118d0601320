// What the catalog describes: the tables of operations, and those about the extension itself.
//
// Entries are made once, by whoever registers the tables, so that the catalog, the reference page and SQLite know the
// same tables.
//
//   std::vector<Entry> all = entries(all_operations(), {&requests->table(), &settings->table()});
#pragma once

#include <span>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/table.h"

namespace awscost::catalog {

struct Entry {
  const sql::Table* table = nullptr;     // never null
  const Operation* operation = nullptr;  // null: a table about the extension, which asks nobody
};

// In this order: the operations, the others, and the catalog's own two tables. What is pointed at outlives the entries.
std::vector<Entry> entries(std::span<const Operation* const> operations, std::span<const sql::Table* const> others);

}  // namespace awscost::catalog
