// INSERT, UPDATE, DELETE and transactions, as SQLite tells a table of them, handed to the table's sql::Writer.
//
// SQLite calls begin, then update for every line, then sync and commit or rollback, with savepoints around statements
// inside BEGIN (sql/writer.h has the order). What sync throws makes SQLite roll back, native tables included. Behind
// the wall (vtab/guard.h), so that nothing is thrown into SQLite.
//
//   int x_update(sqlite3_vtab* base, int argc, sqlite3_value** argv, sqlite3_int64* rowid) noexcept {
//     return update(base, writable_of(base), {argv, argc}, rowid);
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

// Ends a sentence that refuses an UPDATE which is perhaps an UPDATE … FROM.
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
