// Passes INSERT, UPDATE, DELETE and transactions from SQLite's methods to the table's sql::Writer.
//
// SQLite calls begin, then update for every line, then sync and commit or rollback, with savepoints around statements
// inside BEGIN (sql/writer.h has the order). If sync throws, SQLite rolls back, native tables included. All functions
// are behind the wall (vtab/guard.h).
//
// Example:
//
//   int remove(sqlite3_vtab* base, const Writable& table, sqlite3_value* rowid) {
//     sqlite3_int64 unused = 0;
//     return update(base, table, {&rowid, 1}, &unused);
//   }
#pragma once

#include <span>

#include "sql/source.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// A table whose source has a writer.
struct Writable {
  sqlite3* db;
  sql::Source& source;
};

// The end of an error about an UPDATE that may be an UPDATE ... FROM.
inline constexpr const char* kInsteadOfUpdateFrom =
    " (Older SQLite reads and sets every column for any UPDATE ... FROM: write SET column = (SELECT ...) WHERE id IN "
    "(SELECT ...) instead.)";

// The rowid of a new line goes to `*rowid`.
int update(sqlite3_vtab* base, const Writable& table, std::span<sqlite3_value*> values, sqlite3_int64* rowid) noexcept;

int begin(sqlite3_vtab* base, const Writable& table) noexcept;
int sync(sqlite3_vtab* base, const Writable& table) noexcept;
int commit(sqlite3_vtab* base, const Writable& table) noexcept;
int rollback(sqlite3_vtab* base, const Writable& table) noexcept;

int savepoint(sqlite3_vtab* base, const Writable& table, int number) noexcept;
int release(sqlite3_vtab* base, const Writable& table, int number) noexcept;
int rollback_to(sqlite3_vtab* base, const Writable& table, int number) noexcept;

}  // namespace awscost::vtab
