// Tells whether the user has interrupted the running statement. SQLite before 3.41 has no sqlite3_is_interrupted().
//
// How: while a connection's interrupt flag is set, any step on it returns SQLITE_INTERRUPT. So a nested `SELECT 1` is
// prepared, stepped and finalized, which takes microseconds, at most every 100 ms. The statement is not kept, because a
// host may finalize every statement on the connection (sqlite3_next_stmt).
//
// Example:
//
//   std::function<bool()> interrupted_on(sqlite3* db) {
//     return [db] { return interrupted(db); };
//   }
#pragma once

#include "vtab/sqlite.h"

namespace awscost::vtab {

// Call it only while a statement of the connection is running; otherwise the step clears the flag.
bool interrupted(sqlite3* db);

}  // namespace awscost::vtab
