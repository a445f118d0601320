// A prepared statement that ends with its scope, and what SQLite says of it.
//
// Example:
//
//   std::int64_t count_tables(sqlite3* db) {
//     sqlite3_stmt* raw = nullptr;
//     const int code = sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1, &raw, nullptr);
//     const Prepared prepared(raw);
//     if (code != SQLITE_OK || sqlite3_step(raw) != SQLITE_ROW) throw_failure(db, sqlite3_errcode(db), "The tables: ");
//     return std::get<std::int64_t>(cell_of(raw, 0));
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "sql/value.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

// Of the present row; a text or a BLOB is borrowed until the next step.
sql::Cell cell_of(sqlite3_stmt* statement, int column);

// The name as SQL writes it, whatever it holds: "it""s".
std::string quoted_name(std::string_view name);

// An interrupt and failed memory as what they are, anything else as sql::Error: `before`, SQLite's words, `after`.
[[noreturn]] void throw_failure(sqlite3* db, int code, const std::string& before, const std::string& after = "");

}  // namespace awscost::vtab
