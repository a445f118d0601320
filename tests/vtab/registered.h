// The bridge in a program that links SQLite, without the loadable extension: any sql::Source as a table.
//
// Example:
//
//   std::string rows_of(std::shared_ptr<sql::Source> source, const std::string& query) {
//     Connection connection;
//     register_source(connection.db(), std::move(source));
//     return connection.rows(query);  // "1|blue\n"
//   }
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

#include "sql/source.h"
#include "sql/statement.h"
#include "tests/vtab/extension_api.h"

namespace awscost::test {

// The host of one connection's tables. `begin` makes a statement's object; empty: a plain sql::Statement.
std::shared_ptr<vtab::Host> host_of(sql::BeginStatement begin = {});

void register_source(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host = host_of());

class Connection {
 public:
  explicit Connection(const std::string& file = ":memory:");
  sqlite3* db() const { return db_.get(); }

  std::string run(const std::string& sql);   // the error's sentence; empty for success
  std::string rows(const std::string& sql);  // one line for each row, columns joined by |; or "error: ..."
  int last_code() const { return last_code_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
  int last_code_ = SQLITE_OK;
};

}  // namespace awscost::test
