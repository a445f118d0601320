// Visits the statements of a connection that are under way: stepped, and neither reset nor at their end.
//
// How: sqlite3_next_stmt begins with the statement that was prepared last.
//
// Example:
//
//   int count_running(sqlite3* db) {
//     int count = 0;
//     each_running(db, [&](sqlite3_stmt*) { ++count; });
//     return count;
//   }
#pragma once

#include "vtab/sqlite.h"

namespace awscost::vtab {

// `visit` takes a sqlite3_stmt* and may throw.
template <class Visit>
void each_running(sqlite3* db, Visit visit) {
  for (sqlite3_stmt* each = sqlite3_next_stmt(db, nullptr); each != nullptr; each = sqlite3_next_stmt(db, each)) {
    if (sqlite3_stmt_busy(each) != 0) visit(each);
  }
}

}  // namespace awscost::vtab
