#include "vtab/transaction.h"

#include <algorithm>
#include <string>

#include "sql/error.h"
#include "vtab/bridge.h"
#include "vtab/guard.h"
#include "vtab/interrupt.h"
#include "vtab/program.h"
#include "vtab/running.h"

namespace awscost::vtab {
namespace {

// xUpdate's arguments: the old rowid, the new rowid, then the columns in order.
constexpr std::size_t kOldRowid = 0;
constexpr std::size_t kNewRowid = 1;
constexpr std::size_t kFirstColumn = 2;

bool is_null(sqlite3_value* value) {
  return sqlite3_value_type(value) == SQLITE_NULL;
}

// In an UPDATE, module.cc returns no value for columns that are not set, and sqlite3_value_nochange is then true here.
std::vector<std::optional<sql::Value>> read_columns(std::span<sqlite3_value*> values) {
  std::vector<std::optional<sql::Value>> columns;
  columns.reserve(values.size() - kFirstColumn);
  for (sqlite3_value* value : values.subspan(kFirstColumn)) {
    if (sqlite3_value_nochange(value) != 0) {
      columns.emplace_back();
    } else {
      columns.emplace_back(read_value(value));
    }
  }
  return columns;
}

// Older SQLite, such as 3.40.1, does not tell which columns an UPDATE ... FROM sets: every column seems to be set.
void require_untouched_columns(const Writable& table, const sql::Change& change) {
  const auto untouched = [](const std::optional<sql::Value>& value) { return !value.has_value(); };
  if (std::any_of(change.values.begin(), change.values.end(), untouched)) return;
  throw sql::Error(std::string(table.source.table().name) + ": the UPDATE sets every column." + kInsteadOfUpdateFrom);
}

void require_no_rowid(const Writable& table, std::span<sqlite3_value*> values, bool inserts) {
  sqlite3_value* const wanted = values[kNewRowid];
  if (inserts ? is_null(wanted) : sqlite3_value_int64(wanted) == sqlite3_value_int64(values[kOldRowid])) return;
  throw sql::Error(std::string(table.source.table().name) +
                   ": rowid cannot be given or set, because this extension makes it up. Leave it out.");
}

sql::Change read_change(const Writable& table, std::span<sqlite3_value*> values) {
  const bool inserts = is_null(values[kOldRowid]);
  if (values.size() == 1) {
    return {.kind = sql::Change::Kind::kDelete, .rowid = sqlite3_value_int64(values[kOldRowid]), .values = {}};
  }
  require_no_rowid(table, values, inserts);
  return {.kind = inserts ? sql::Change::Kind::kInsert : sql::Change::Kind::kUpdate,
          .rowid = inserts ? 0 : sqlite3_value_int64(values[kOldRowid]),
          .values = read_columns(values)};
}

sql::Writer& writer_of(const Writable& table) {
  return *table.source.writer();
}

// For OR ROLLBACK and OR FAIL, SQLite does what the user wrote only after SQLITE_CONSTRAINT: after any other error an
// explicit transaction stays open, and COMMIT would send the rest. OR IGNORE and OR REPLACE stay errors: a refused line
// is not one that already exists, and is not left out unnoticed.
int as_the_user_wrote(sqlite3* db, int code) {
  if (code != SQLITE_ERROR) return code;
  const int on_conflict = sqlite3_vtab_on_conflict(db);
  return on_conflict == SQLITE_ROLLBACK || on_conflict == SQLITE_FAIL ? SQLITE_CONSTRAINT : code;
}

// A trigger that a database file keeps must not change anything at AWS. (SQLITE_VTAB_DIRECTONLY would say so too, but
// also refuses every view that reads the table, and with it every statement that looks at such a view: an ODBC
// driver's list of columns, ALTER TABLE ... RENAME.) SQLite does not tell which statement runs: all that are under way
// and write have to change the table themselves.
void require_direct(sqlite3_vtab* base, const Writable& table) {
  bool direct = true;
  each_running(table.db, [&](sqlite3_stmt* each) {
    if (sqlite3_stmt_readonly(each) != 0) return;
    direct = direct && Program(table.db, each).writes(base);
  });
  if (direct) return;
  throw sql::Error(std::string(table.source.table().name) +
                   " is changed only by a statement that names it, not by a trigger, nor while a statement that writes "
                   "elsewhere is under way. Write INSERT, UPDATE or DELETE on it as a statement of its own.");
}

}  // namespace

int update(sqlite3_vtab* base, const Writable& table, std::span<sqlite3_value*> values, sqlite3_int64* rowid) noexcept {
  const int code = guard(base, [&] {
    require_direct(base, table);
    const sql::Change change = read_change(table, values);
    if (change.kind == sql::Change::Kind::kUpdate) require_untouched_columns(table, change);
    const std::int64_t number = writer_of(table).apply(change, [&table] { return interrupted(table.db); });
    if (change.kind == sql::Change::Kind::kInsert) *rowid = number;
  });
  return as_the_user_wrote(table.db, code);
}

int begin(sqlite3_vtab* base, const Writable& table) noexcept {
  return guard(base, [&] {
    const bool is_explicit = sqlite3_get_autocommit(table.db) == 0;
    writer_of(table).begin(is_explicit ? sql::Transaction::kExplicit : sql::Transaction::kOfStatement);
  });
}

// Unlike an interrupted query, an interrupted sync needs a sentence that says what had been sent.
int sync(sqlite3_vtab* base, const Writable& table) noexcept {
  return guard(base, [&] {
    try {
      writer_of(table).sync([&table] { return interrupted(table.db); });
    } catch (const sql::InterruptError& error) {
      set_message(&base->zErrMsg, error.what());
      throw;
    }
  });
}

int commit(sqlite3_vtab* base, const Writable& table) noexcept {
  return guard(base, [&] { writer_of(table).commit(); });
}

int rollback(sqlite3_vtab* base, const Writable& table) noexcept {
  return guard(base, [&] { writer_of(table).rollback(); });
}

int savepoint(sqlite3_vtab* base, const Writable& table, int number) noexcept {
  return guard(base, [&] { writer_of(table).savepoint(number); });
}

int release(sqlite3_vtab* base, const Writable& table, int number) noexcept {
  return guard(base, [&] { writer_of(table).release(number); });
}

int rollback_to(sqlite3_vtab* base, const Writable& table, int number) noexcept {
  return guard(base, [&] { writer_of(table).rollback_to(number); });
}

}  // namespace awscost::vtab
