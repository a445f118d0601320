// What the catalog describes: the tables of operations, and those about the extension itself.
//
// Whoever registers the tables makes the entries once, so that the catalog, the reference page and SQLite know the same
// tables.
//
// Example:
//
//   std::size_t catalog_size(std::span<const Operation* const> operations) {
//     return entries(operations, {}).size();  // three more: the catalog's own tables
//   }
#pragma once

#include <span>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/table.h"

namespace awscost::catalog {

struct Entry {
  const sql::Table* table = nullptr;     // never null
  const Operation* operation = nullptr;  // null: a table about the extension, which sends nothing
};

// In this order: the operations, the others, and the catalog's own three tables. All of them outlive the entries.
std::vector<Entry> entries(std::span<const Operation* const> operations, std::span<const sql::Table* const> others);

}  // namespace awscost::catalog
