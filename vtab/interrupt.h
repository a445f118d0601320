// Has the user asked the running statement to stop? For SQLite before 3.41, which has no sqlite3_is_interrupted().
//
// How: while the interrupt flag of a connection is set, any step on it answers SQLITE_INTERRUPT. So a nested `SELECT 1`
// is prepared, stepped and finalized: microseconds, at most every 100 ms. It is not kept, because a host may finalize
// every statement it finds on the connection (sqlite3_next_stmt).
//
//   while (!done) { wait(100ms); if (interrupted(db)) stop(); }
#pragma once

#include "vtab/sqlite.h"

namespace awscost::vtab {

// Only to be asked while a statement of the connection is running: otherwise a step clears the flag.
bool interrupted(sqlite3* db);

}  // namespace awscost::vtab
