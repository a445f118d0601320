// A sql::Source as an eponymous virtual table: usable by name as soon as the extension is loaded.
//
// Owns the lifetimes of tables and cursors. Planning is sql/plan.h, checking rows is sql/answer.h. Every method is
// behind the wall (vtab/guard.h). Between xBestIndex and xFilter, the plan's text is the only state.
//
// Example:
//
//   void register_two(sqlite3* db, const std::shared_ptr<Host>& host, std::shared_ptr<sql::Source> costs,
//                     std::shared_ptr<sql::Source> usage) {
//     register_table(db, host, std::move(costs));
//     register_table(db, host, std::move(usage));
//   }
#pragma once

#include <functional>
#include <memory>

#include "sql/periods.h"
#include "sql/source.h"
#include "vtab/sqlite.h"
#include "vtab/statements.h"

namespace awscost::vtab {

// What the tables and functions of one connection share.
struct Host {
  std::function<text::Seconds()> now;             // the present when windows are computed
  std::function<bool()> verify;                   // true: SQLite checks every condition that it can check
  Statements statements;                          // of tables that ask AWS
  std::function<std::size_t()> join_memory = {};  // bytes of rows that wait in memory for GROUP BY; empty: the default
};

// `source` and `host` live as long as the connection knows the table. Throws sql::Error where SQLite refuses.
void register_table(sqlite3* db, std::shared_ptr<Host> host, std::shared_ptr<sql::Source> source);

}  // namespace awscost::vtab
