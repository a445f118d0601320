// Opens SQLite files of the extension's own, through the host's SQLite: the sql::Database of sql/database.h.
//
// A file that is not there yet is made with mode 0600. Whatever a file brings with it is not trusted: no function with
// side effects, no trigger and no view of it runs. Another connection that writes is waited for, two seconds at most.
// How the file is written (its journal) is a decision of whoever knows that the file is ours.
//
// Example:
//
//   std::string version() {
//     std::string text;
//     open_database("")->run("SELECT sqlite_version()", {},
//                            [&text](std::span<const sql::Cell> row) { text = std::get<std::string_view>(row[0]); });
//     return text;
//   }
#pragma once

#include <memory>
#include <string>

#include "sql/database.h"

namespace awscost::vtab {

// A sql::OpenDatabase. Throws sql::DatabaseError.
std::unique_ptr<sql::Database> open_database(const std::string& path);

}  // namespace awscost::vtab
