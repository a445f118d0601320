#include "tests/vtab/registered.h"

#include <stdexcept>
#include <utility>

namespace awscost::test {
namespace {

int append_row(void* out, int columns, char** values, char**) {
  auto& text = *static_cast<std::string*>(out);
  for (int i = 0; i < columns; ++i) {
    if (i > 0) text += '|';
    text += values[i] == nullptr ? "NULL" : values[i];
  }
  text += '\n';
  return 0;
}

}  // namespace

std::shared_ptr<vtab::Host> host_of(sql::BeginStatement begin) {
  if (!begin) begin = [] { return std::make_shared<sql::Statement>(); };
  return make_host(std::move(begin));
}

void register_source(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host) {
  register_with_api(db, std::move(source), std::move(host));
}

Connection::Connection(const std::string& file) {
  keep_extension_api();
  sqlite3* db = nullptr;
  if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) throw std::runtime_error("SQLite opens no database");
  db_.reset(db);
}

std::string Connection::run(const std::string& sql) {
  std::string rows;
  char* message = nullptr;
  last_code_ = sqlite3_exec(db_.get(), sql.c_str(), append_row, &rows, &message);
  if (last_code_ == SQLITE_OK) return {};
  std::string sentence = message == nullptr ? "an error without a sentence" : message;
  sqlite3_free(message);
  return sentence;
}

std::string Connection::rows(const std::string& sql) {
  std::string rows;
  char* message = nullptr;
  last_code_ = sqlite3_exec(db_.get(), sql.c_str(), append_row, &rows, &message);
  if (last_code_ == SQLITE_OK) return rows;
  std::string sentence = std::string("error: ") + (message == nullptr ? "none" : message);
  sqlite3_free(message);
  return sentence;
}

}  // namespace awscost::test
