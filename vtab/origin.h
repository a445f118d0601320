// Where a value that xFilter receives comes from: the statement itself, or another table's column.
//
// Why: SQLite hands over the one as it does the other, and only one of them depends on the order of a join. What the
// statement says may be understood (a timestamp at midnight is a day) and answered with an error; what another table
// holds is compared as SQLite would compare it (docs/decisions, 15).
//
// How: the listing of the program (vtab/program.h) is read backwards from VFilter, whose arguments stand in the
// registers behind its third operand. A value is the statement's own where constants and parameters alone write it, or
// a block that runs once and reads no table. What is not understood counts as another table's.
//
//   WHERE period_start >= date('now', '-3 days')       own: Once { String8, String8, Function }, SCopy
//   ts JOIN costs ON period_start = ts.t               another table's: Column
//   WHERE period_start IN ('2026-11-01', ?)            own: Once { OpenEphemeral, String8, ..., IdxInsert }, VInitIn
//
// Example:
//
//   bool first_value_is_own(const Program& program, const sqlite3_vtab* table, const char* plan_text) {
//     return is_own(program, table, plan_text, 0);
//   }
#pragma once

#include <cstddef>

#include "vtab/program.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// Whether every scan of the table with that plan gets this argument from the statement itself. False where the program
// is not known, or has no such scan.
bool is_own(const Program& program, const sqlite3_vtab* table, const char* plan_text, std::size_t argument);

}  // namespace awscost::vtab
