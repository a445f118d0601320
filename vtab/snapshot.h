// The views of sql/views as ordinary tables of a file, for programs that cannot load an extension.
//
// How: each view is read once into a table of its own name, with the declared types and an index. The table _meta says of
// each through which day it was read, when, at what price, and before which day its figures were final then: the next
// snapshot reads from that day on, and what it reads takes the place of what was there. Days that AWS no longer keeps
// stay. A view that cannot be read leaves its table as it was, and _meta says why; the others are written all the same.
//
//   SELECT awscost_snapshot('bill.db')     -> "10 tables, 14620 rows read, $0.16"
//
// Example:
//
//   std::string to(sqlite3* db, Statements& statements, const std::string& path, text::Seconds now) {
//     return write_snapshot(db, statements, {.path = path, .open = open_database, .now = now, .reopen = std::chrono::days{14}});
//   }
#pragma once

#include <chrono>
#include <string>

#include "sql/database.h"
#include "sql/text/instant.h"
#include "vtab/sqlite.h"
#include "vtab/statements.h"

namespace awscost::vtab {

struct SnapshotRequest {
  std::string path;
  sql::OpenDatabase open;
  text::Seconds now;
  std::chrono::days reopen;  // after a month has ended, AWS may still change it
};

// Returns what was written, in words. Throws sql::Error where the file is somebody else's or cannot be written, and
// sql::InterruptError; tables that were written until then stay.
std::string write_snapshot(sqlite3* db, Statements& statements, const SnapshotRequest& request);

}  // namespace awscost::vtab
