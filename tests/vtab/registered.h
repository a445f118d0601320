// The bridge in a program that links SQLite, without the loadable extension: any sql::Source as a table.
//
//   Connection connection;
//   register_source(connection.db(), source);                  or with a host_of(...) that several share
//   connection.run("UPDATE …")  ==  ""            or the error's sentence
//   connection.rows("SELECT …") ==  "1|blue\n"
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

#include "sql/source.h"
#include "sql/statement.h"
#include "tests/vtab/extension_api.h"

namespace awscost::test {

// What the tables of one connection share. `begin`: what lives as long as a statement; empty: a plain sql::Statement.
std::shared_ptr<vtab::Host> host_of(sql::BeginStatement begin = {});

void register_source(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host = host_of());

class Connection {
 public:
  explicit Connection(const std::string& file = ":memory:");
  sqlite3* db() const { return db_.get(); }

  std::string run(const std::string& sql);   // the error's sentence; empty for success
  std::string rows(const std::string& sql);  // a line a row, columns joined by |; or "error: …"
  int last_code() const { return last_code_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
  int last_code_ = SQLITE_OK;
};

}  // namespace awscost::test
