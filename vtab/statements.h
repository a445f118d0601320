// Finds the statement that a cursor belongs to, and owns the sql::Statement that lives as long.
//
// SQLite passes cursors to a table, but no statements. How they are told apart:
//   - The running statement is being stepped and has no row for its caller yet (sqlite3_data_count). If there are
//     several, one runs inside a function of the other, and the one prepared last is the inner one.
//   - If all have a row, one of them continues: the one whose table was used last.
// So a statement that the host left unfinished shares nothing with others.
//
// A statement ends when its last cursor is closed. A statement that writes may close all its cursors and open others
// for the next row (a trigger does), so its sql::Statement is kept until a later call finds it finished.
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
  // `begin` makes the sql::Statement.
  explicit Statements(sql::BeginStatement begin) : begin_(std::move(begin)) {}

  struct Running {
    sqlite3_stmt* handle;                       // null where it is not known
    std::shared_ptr<sql::Statement> statement;  // the cursor holds it while it is open
  };

  // The statement that opens a cursor now; begins it with its first cursor.
  Running running(sqlite3* db);

  // Until it is called with null, every cursor belongs to that statement: nothing else runs meanwhile that is not a part
  // of it. (Where several are under way, which one opens a cursor is otherwise told by signs.)
  void belong_to(sqlite3_stmt* only) { only_ = only; }

  // For as long as it lives, they do.
  class Only {
   public:
    Only(Statements& statements, sqlite3_stmt* only) : statements_(statements) { statements_.belong_to(only); }
    ~Only() { statements_.belong_to(nullptr); }
    Only(const Only&) = delete;
    Only& operator=(const Only&) = delete;

   private:
    Statements& statements_;
  };

  // Called when a cursor of the statement is used.
  void used(sqlite3_stmt* handle) { last_used_ = handle; }

  // Ends statements that are no longer running. Called whenever SQLite calls.
  void end_finished(sqlite3* db);

 private:
  struct Open {
    sqlite3_stmt* handle = nullptr;
    int steps = 0;                              // of the virtual machine, before the current sqlite3_step
    std::weak_ptr<sql::Statement> statement;    // held by cursors
    std::shared_ptr<sql::Statement> held = {};  // keeps a writing statement alive between its cursors
  };

  sqlite3_stmt* find_running(sqlite3* db) const;

  sql::BeginStatement begin_;
  std::vector<Open> open_;
  sqlite3_stmt* last_used_ = nullptr;
  sqlite3_stmt* only_ = nullptr;
};

}  // namespace awscost::vtab
