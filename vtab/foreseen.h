// Errors that a running statement would end in after its first row, seen in its program before anything is paid.
//
// A plan does not show them, because they lie in what SQLite does with the rows:
//   - MATCH that SQLite calls as a function (NOT (service MATCH 'x'), SELECT service MATCH 'x');
//   - awscost_sum of a REAL, which the function refuses.
// The program is listed only where the statement's text has such a word.
//
// Example:
//
//   void begin_scan(sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* base, const sql::Table& table, PlanUses& uses) {
//     if (may_end_in_error(running)) refuse_foreseen(db, uses.program(db, running), base, table);
//   }
#pragma once

#include "sql/table.h"
#include "vtab/plan_use.h"
#include "vtab/program.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// Whether the program is worth a look. `running` may be null.
bool may_end_in_error(sqlite3_stmt* running);

// Throws sql::Error where the statement does so with columns of the table.
void refuse_foreseen(sqlite3* db, const Program& program, const sqlite3_vtab* base, const sql::Table& table);

}  // namespace awscost::vtab
