// Registers SQL functions from their declarations (sql/function.h).
//
// Example:
//
//   void register_all(sqlite3* db, const std::vector<sql::Function>& functions) {
//     for (const sql::Function& function : functions) register_function(db, function);
//   }
#pragma once

#include "sql/function.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// Throw sql::Error where SQLite refuses.
void register_function(sqlite3* db, const sql::Function& function);
void register_aggregate(sqlite3* db, const sql::Aggregate& aggregate);

}  // namespace awscost::vtab
