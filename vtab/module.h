// A sql::Source as an eponymous virtual table: usable by name as soon as the extension is loaded.
//
// Owns the life of tables and cursors and nothing else: planning is sql/plan.h, checking rows is sql/answer.h. Every
// method stands behind the one wall (vtab/guard.h). Keeps no state between xBestIndex and xFilter but the plan's text.
//
//   register_table(db, host, source);     SELECT … FROM ce_cost_and_usage …
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
  std::function<text::Seconds()> now;  // the clock of "today", settable for tests
  std::function<bool()> verify;        // leave to SQLite whatever it can check itself
  Statements statements;               // of tables that ask AWS
};

// `source` and `host` live as long as the connection knows the table. Throws sql::Error where SQLite refuses.
void register_table(sqlite3* db, std::shared_ptr<Host> host, std::shared_ptr<sql::Source> source);

}  // namespace awscost::vtab
