#include "connectors/asking/kept/kept_file.h"

#include <algorithm>
#include <array>
#include <vector>

#include "sql/text/words.h"

namespace awscost::kept {
namespace {

using Cause = sql::DatabaseError::Cause;

// Dates and times are seconds since 1970, money is millionths of a dollar. `used` orders answers by their last use.
// An answer without a key was replaced or forgotten while a statement read it: it goes when nobody uses it any more.
// `stored` is what cache_size counts, an allowance for the row included.
constexpr std::array kTables = {
    "CREATE TABLE answers(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, asked TEXT NOT NULL, "
    "endpoint TEXT NOT NULL, account_id TEXT NOT NULL, service TEXT NOT NULL, operation TEXT NOT NULL, "
    "request TEXT NOT NULL, complete INTEGER NOT NULL DEFAULT 0, table_name TEXT, subject TEXT, details TEXT, "
    "window_start TEXT, window_end TEXT, estimated_from TEXT, by_tag INTEGER NOT NULL DEFAULT 0, rows INTEGER, "
    "pages INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0, "
    "fetched_at INTEGER NOT NULL, used_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX answers_by_subject ON answers(asked, subject)",
    "CREATE INDEX answers_by_use ON answers(used)",
    "CREATE TABLE pages(id INTEGER PRIMARY KEY, answer INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, "
    "headers TEXT NOT NULL, body BLOB NOT NULL, UNIQUE(answer, number))",
    "CREATE TABLE totals(stored INTEGER NOT NULL, uses INTEGER NOT NULL)",
    "CREATE TABLE uses(answer INTEGER NOT NULL, owner TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, "
    "until INTEGER NOT NULL, PRIMARY KEY(answer, owner)) WITHOUT ROWID",
    "CREATE INDEX uses_by_owner ON uses(owner)",
    "CREATE TABLE claims(key TEXT PRIMARY KEY, owner TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, "
    "until INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE spending(day TEXT NOT NULL, service TEXT NOT NULL, operation TEXT NOT NULL, account_id TEXT NOT "
    "NULL, "
    "requests INTEGER NOT NULL, charge INTEGER NOT NULL, PRIMARY KEY(day, service, operation, account_id)) "
    "WITHOUT ROWID",
    "CREATE TABLE reservations(id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, host TEXT NOT NULL, "
    "pid INTEGER NOT NULL, until INTEGER NOT NULL, day TEXT NOT NULL, service TEXT NOT NULL, operation TEXT NOT NULL, "
    "account_id TEXT NOT NULL, amount INTEGER NOT NULL)",
};

std::vector<std::string> tables_of(sql::Database& file) {
  std::vector<std::string> tables;
  file.run("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", {},
           [&tables](std::span<const sql::Cell> row) { tables.push_back(text_of(row[0])); });
  return tables;
}

bool is_empty(sql::Database& file) {
  return number_of(file, "PRAGMA application_id") == 0 && number_of(file, "PRAGMA user_version") == 0 &&
         number_of(file, "SELECT count(*) FROM sqlite_schema") == 0;
}

void require_ours(sql::Database& file) {
  if (number_of(file, "PRAGMA application_id") != kApplication) {
    throw NotOurs("is a SQLite file of another program");
  }
  const std::int64_t layout = number_of(file, "PRAGMA user_version");
  if (layout > kLayout) throw NotOurs("was written by a newer version of this extension");
  std::vector<std::string> tables = tables_of(file);
  std::vector<std::string> right(kTables.begin(), kTables.end());
  std::sort(tables.begin(), tables.end());
  std::sort(right.begin(), right.end());
  if (layout != kLayout || tables != right) throw NotOurs("has other tables than this version of the extension makes");
}

// Of two processes that find the file empty, the second finds the first one's tables.
void lay_out(sql::Database& file) {
  file.run("PRAGMA page_size = 16384");  // answers are large
  Transaction transaction(file);
  if (!is_empty(file)) return;
  for (const char* const table : kTables) file.run(table);
  file.run("INSERT INTO totals VALUES (0, 0)");
  file.run("PRAGMA application_id = " + std::to_string(kApplication));
  file.run("PRAGMA user_version = " + std::to_string(kLayout));
  transaction.commit();
}

// Where another connection is at the file just now, the next one that opens it sets the journal.
void write_ahead(sql::Database& file) {
  try {
    file.run("PRAGMA journal_mode = WAL");
  } catch (const sql::DatabaseError& error) {
    if (error.cause() != Cause::kBusy) throw;
  }
  file.run("PRAGMA journal_size_limit = 4194304");
}

std::string cure_of(const std::string& path, Cause cause) {
  const std::string another = "SELECT awscost_config('cache_path', '<another file>')";
  switch (cause) {
    case Cause::kBusy:
      return "Another process writes to it for too long; end it, or name another file: " + another;
    case Cause::kReadOnly:
      return "Let this user write to the file and its folder, or name another file: " + another;
    case Cause::kFull:
      return path.empty() ? "Make room where temporary files go, or lower cache_size: SELECT "
                            "awscost_config('cache_size', '10000000')"
                          : "Make room on its disk, or name a file on another one: " + another;
    case Cause::kDamaged:
      return "It is no SQLite file, or a damaged one, and was left as it is: remove it, or name another file: " +
             another;
    case Cause::kUnsupported:
      return "Load the extension into another SQLite, or keep nothing: SELECT awscost_config('cache', 'off')";
    case Cause::kOther:
      break;
  }
  return "See that its folder is there and is writable, or name another file: " + another;
}

}  // namespace

std::unique_ptr<sql::Database> open_kept_file(const sql::OpenDatabase& open, const std::string& path) {
  std::unique_ptr<sql::Database> file = open(path);
  if (is_empty(*file)) lay_out(*file);
  require_ours(*file);
  if (path.empty()) {
    file->run("PRAGMA journal_mode = MEMORY");
    file->run("PRAGMA synchronous = OFF");
    file->run("PRAGMA cache_size = -2000");  // SQLite's own is 500 pages: 8 MB that are touched for the first time
  } else {
    write_ahead(*file);
    file->run("PRAGMA synchronous = NORMAL");
  }
  return file;
}

std::string why_not(const std::string& path, const std::exception& error) {
  const std::string name = path.empty() ? "the temporary file for kept answers" : "cache_path: " + path;
  if (dynamic_cast<const NotOurs*>(&error) != nullptr) {
    return name + " " + error.what() +
           ", so it was left as it is. Name another file: SELECT awscost_config('cache_path', '<another file>').";
  }
  const auto* of_sqlite = dynamic_cast<const sql::DatabaseError*>(&error);
  const Cause cause = of_sqlite == nullptr ? Cause::kOther : of_sqlite->cause();
  return name + " cannot be used: " + text::with_full_stop(error.what()) + " " + cure_of(path, cause) + ".";
}

std::optional<std::int64_t> if_number(sql::Database& file, std::string_view sql,
                                      std::span<const sql::Value> parameters) {
  std::optional<std::int64_t> number;
  file.run(sql, parameters, [&number](std::span<const sql::Cell> row) {
    if (!number) number = integer(row[0]);
  });
  return number;
}

std::int64_t number_of(sql::Database& file, std::string_view sql, std::span<const sql::Value> parameters) {
  return if_number(file, sql, parameters).value_or(0);
}

std::int64_t integer(const sql::Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number == nullptr ? 0 : *number;
}

std::string text_of(const sql::Cell& cell) {
  const auto* text = std::get_if<std::string_view>(&cell);
  return text == nullptr ? std::string() : std::string(*text);
}

Transaction::Transaction(sql::Database& file) : file_(file) {
  file_.run("BEGIN IMMEDIATE");
}

// A full disk may have ended it already.
Transaction::~Transaction() {
  if (!open_) return;
  try {
    file_.run("ROLLBACK");
  } catch (const std::exception&) {
  }
}

void Transaction::commit() {
  file_.run("COMMIT");
  open_ = false;
}

}  // namespace awscost::kept
