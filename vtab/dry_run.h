// Runs a query for awscost_dry_run: to its end, on the connection that asks, and without its rows.
//
// The query is the one statement of its text, a SELECT without parameters. While it runs, every cursor that opens
// belongs to it (Statements::belong_to). What it would send is written down by the statements that begin meanwhile;
// that is the caller's (vtab/extension.cc). Functions in the query run as ever.
//
// Example:
//
//   void run_twice(sqlite3* db, Statements& statements) {
//     run_dry(db, statements, "SELECT * FROM ce_cost_and_usage");
//     run_dry(db, statements, "SELECT * FROM ce_tags;");
//   }
#pragma once

#include <string>

#include "vtab/sqlite.h"
#include "vtab/statements.h"

namespace awscost::vtab {

// Throws sql::Error where the text is no such query, and where it ends in an error; sql::InterruptError.
void run_dry(sqlite3* db, Statements& statements, const std::string& query);

}  // namespace awscost::vtab
