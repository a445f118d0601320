// The views of sql/views, for BI tools: plain columns of complete days and months.
//
// How: each view is a file of SQL that the build puts into the extension. A view of that name which awscost_views made
// before is replaced; anything else of that name is the user's, and then no view is made at all.
//
//   SELECT awscost_views('main')     -> "api_usage_daily, cost_by_account_monthly, ..."
//
// Example:
//
//   std::string in_memory(sqlite3* db) {
//     return create_views(db, "temp");
//   }
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sql/function.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

struct View {
  std::string_view name;
  std::string_view sql;  // the file: comments and one CREATE VIEW <name> AS
};

// In the order of their names.
std::span<const View> views();

// Makes all of them in the database "main", "temp" or an attached one; all or none. Returns their names. Throws sql::Error
// where there is no such database, a name is taken or the database cannot be written.
std::string create_views(sqlite3* db, const std::string& database);

// The function awscost_views(database), which makes them.
sql::Function views_function(sqlite3* db);

}  // namespace awscost::vtab
