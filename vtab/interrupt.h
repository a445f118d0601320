// Has the user asked the running statement to stop? For SQLite before 3.41, which has no sqlite3_is_interrupted().
//
// How: while the interrupt flag of a connection is set, any step on it answers SQLITE_INTERRUPT. So a nested `SELECT 1`
// is stepped: microseconds, prepared once, at the first time anybody waits.
//
//   InterruptProbe probe(db);
//   while (!done) { wait(100ms); if (probe.interrupted()) stop(); }
#pragma once

#include <memory>

#include "vtab/sqlite.h"

namespace awscost::vtab {

class InterruptProbe {
 public:
  explicit InterruptProbe(sqlite3* db) : db_(db) {}

  // Only to be asked while a statement of the connection is running: otherwise a step clears the flag.
  bool interrupted();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> select_1_;
};

}  // namespace awscost::vtab
