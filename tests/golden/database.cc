#include "database.h"

#include <stdexcept>

namespace awscost::golden {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

std::string shown(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return "NULL";
  return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
}

// False where a row's text cannot be read or the statement fails; sqlite3_errmsg() has the reason.
bool collect_rows(sqlite3_stmt* statement, std::string& rows) {
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      rows += (column > 0 ? "|" : "") + shown(statement, column);
    }
    rows += "\n";
  }
  return code == SQLITE_DONE;
}

void trim_end(std::string& text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
}

}  // namespace

Database::Database(const std::string& extension, const std::string& file) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open(file.c_str(), &db);
  db_.reset(db);
  if (code != SQLITE_OK) throw std::runtime_error("no connection to " + file);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  char* message = nullptr;
  if (sqlite3_load_extension(db, extension.c_str(), nullptr, &message) != SQLITE_OK) {
    const std::string why = message == nullptr ? "no reason given" : message;
    sqlite3_free(message);
    throw std::runtime_error("cannot load " + extension + ": " + why);
  }
}

Outcome Database::run(const std::string& sql) {
  Outcome outcome;
  const char* rest = sql.c_str();
  bool first = true;
  while (*rest != '\0') {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(db_.get(), rest, -1, &raw, &rest);
    const Statement statement(raw);
    if (code == SQLITE_OK && !statement) break;  // white space and comments
    if (code == SQLITE_OK && !first) outcome.rows += "--\n";
    first = false;
    if (code != SQLITE_OK || !collect_rows(statement.get(), outcome.rows)) {
      outcome.error = sqlite3_errmsg(db_.get());
      break;
    }
  }
  trim_end(outcome.rows);
  return outcome;
}

Outcome Database::plan(const std::string& sql) {
  Outcome outcome;
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(db_.get(), ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &raw, nullptr);
  const Statement statement(raw);
  while (code == SQLITE_OK && sqlite3_step(statement.get()) == SQLITE_ROW) {
    outcome.rows += shown(statement.get(), 3) + "\n";
  }
  if (code != SQLITE_OK) outcome.error = sqlite3_errmsg(db_.get());
  trim_end(outcome.rows);
  return outcome;
}

}  // namespace awscost::golden
