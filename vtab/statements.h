// Which statement of a connection a cursor belongs to, and what lives as long as that statement.
//
// SQLite tells a table of cursors, not of statements. How they are told apart:
//   - A statement that is being stepped and has no row for its caller yet (sqlite3_data_count) is the one that runs. Of
//     several, one runs inside a function of the other: the one prepared last is the inner one.
//   - Where all have a row, one goes on after it: the one whose table was used last.
// So a statement that its host left unfinished stays open for itself alone.
//
// A statement ends when its last cursor is closed. A statement that writes may close all cursors and open others for
// its next row (a trigger does): its Statement is kept until another call finds it no longer under way.
//
// Example:
//
//   std::shared_ptr<sql::Statement> open_cursor(Statements& statements, sqlite3* db) {
//     return statements.running(db).statement;
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sql/statement.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// Of one connection. Not for several threads at once.
class Statements {
 public:
  // `begin` makes what lives as long as a statement.
  explicit Statements(sql::BeginStatement begin) : begin_(std::move(begin)) {}

  struct Running {
    sqlite3_stmt* handle;                       // null where nobody can tell
    std::shared_ptr<sql::Statement> statement;  // to be held as long as the cursor is open
  };

  // The one that opens a cursor now; begins it where this is its first.
  Running running(sqlite3* db);

  // One of its cursors is being used.
  void used(sqlite3_stmt* handle) { last_used_ = handle; }

  // Ends what is no longer under way. To be called whenever SQLite calls.
  void end_finished(sqlite3* db);

 private:
  struct Open {
    sqlite3_stmt* handle = nullptr;
    int steps = 0;                              // of the virtual machine, before the present call of sqlite3_step
    std::weak_ptr<sql::Statement> statement;    // as long as cursors hold it
    std::shared_ptr<sql::Statement> held = {};  // of a statement that writes: also while none does
  };

  sqlite3_stmt* find_running(sqlite3* db) const;

  sql::BeginStatement begin_;
  std::vector<Open> open_;
  sqlite3_stmt* last_used_ = nullptr;
};

}  // namespace awscost::vtab
