#include "database.h"

#include <cstdio>
#include <stdexcept>

namespace awscost::differential {
namespace {

void bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, index, *real);
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    sqlite3_bind_blob(statement, index, blob->bytes.data(), static_cast<int>(blob->bytes.size()), SQLITE_TRANSIENT);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

std::string shown(sqlite3_stmt* statement, int column) {
  char number[48];
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return "I:" + std::to_string(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: {
      const double real = sqlite3_column_double(statement, column);
      std::snprintf(number, sizeof number, "R:%.17g", real == 0 ? 0.0 : real);
      return number;
    }
    case SQLITE_TEXT:
      return "T:" + quoted(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)));
    case SQLITE_BLOB:
      return "B:" + std::to_string(sqlite3_column_bytes(statement, column));
    default:
      return "NULL";
  }
}

}  // namespace

Database::Database() {
  sqlite3* db = nullptr;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) throw std::runtime_error("no connection to :memory:");
  db_.reset(db);
}

void Database::load(const std::string& extension) {
  sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
  char* message = nullptr;
  if (sqlite3_load_extension(db_.get(), extension.c_str(), nullptr, &message) == SQLITE_OK) return;
  const std::string why = message == nullptr ? "no reason given" : message;
  sqlite3_free(message);
  throw std::runtime_error("cannot load " + extension + ": " + why);
}

Database::Prepared Database::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(std::string(sqlite3_errmsg(db_.get())) + " in: " + sql);
  }
  return Prepared(statement);
}

void Database::execute(const std::string& sql) {
  insert(sql, {});
}

void Database::insert(const std::string& sql, const std::vector<Value>& values) {
  const Prepared statement = prepare(sql);
  for (std::size_t i = 0; i < values.size(); ++i) bind(statement.get(), static_cast<int>(i + 1), values[i]);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement.get());
  if (code != SQLITE_DONE) throw std::runtime_error(std::string(sqlite3_errmsg(db_.get())) + " in: " + sql);
}

std::int64_t Database::count(const std::string& sql) {
  const Prepared statement = prepare(sql);
  if (sqlite3_step(statement.get()) != SQLITE_ROW) throw std::runtime_error("no count from: " + sql);
  return sqlite3_column_int64(statement.get(), 0);
}

Answer Database::run(const std::string& sql, const std::vector<Value>& parameters) {
  Answer answer;
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &raw, nullptr);
  const Prepared statement(raw);
  if (code == SQLITE_OK) {
    for (std::size_t i = 0; i < parameters.size(); ++i) bind(raw, static_cast<int>(i + 1), parameters[i]);
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(raw); ++i) row += (i == 0 ? "" : "|") + shown(raw, i);
      answer.rows.push_back(std::move(row));
    }
  }
  if (code != SQLITE_DONE) answer.error = sqlite3_errmsg(db_.get());
  return answer;
}

void Database::switch_off(std::uint32_t mask) {
  sqlite3_test_control(SQLITE_TESTCTRL_OPTIMIZATIONS, db_.get(), mask);
}

void Database::create(const std::vector<LocalTable>& tables) {
  for (const LocalTable& table : tables) {
    execute("CREATE TABLE " + table.name + "(" + table.declaration + ")");
    for (const auto& row : table.rows) {
      std::string marks;
      for (std::size_t i = 0; i < row.size(); ++i) marks += i == 0 ? "?" : ", ?";
      insert("INSERT INTO " + table.name + " VALUES (" + marks + ")", row);
    }
  }
}

void Database::copy(Database& from, const std::string& query, const std::string& table) {
  const Prepared read = from.prepare(query);
  std::string marks;
  for (int i = 0; i < sqlite3_column_count(read.get()); ++i) marks += i == 0 ? "?" : ", ?";
  const Prepared written = prepare("INSERT INTO " + table + " VALUES (" + marks + ")");
  execute("BEGIN");
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(read.get())) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(read.get()); ++i) {
      sqlite3_bind_value(written.get(), i + 1, sqlite3_column_value(read.get(), i));
    }
    if (sqlite3_step(written.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_.get()));
    sqlite3_reset(written.get());
  }
  if (code != SQLITE_DONE) throw std::runtime_error(std::string(sqlite3_errmsg(from.db_.get())) + " in: " + query);
  execute("COMMIT");
}

}  // namespace awscost::differential
