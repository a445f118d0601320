// A SQLite connection, and the answer to a statement in a form that can be compared.
//
// Example:
//
//   std::vector<std::string> one() {
//     return Database().run("SELECT 1", {}).rows;  // {"I:1"}
//   }
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "world.h"

namespace awscost::differential {

struct Answer {
  std::vector<std::string> rows;  // values with their types: I:1|R:0.5|T:'x'|NULL
  std::string error;              // empty unless the statement failed
};

class Database {
 public:
  Database();

  // Throws std::runtime_error.
  void load(const std::string& extension);
  void execute(const std::string& sql);
  void insert(const std::string& sql, const std::vector<Value>& values);
  std::int64_t count(const std::string& sql);

  Answer run(const std::string& sql, const std::vector<Value>& parameters);

  // Switches off the optimizations of the mask (SQLITE_TESTCTRL_OPTIMIZATIONS).
  void switch_off(std::uint32_t mask);

  void create(const std::vector<LocalTable>& tables);

  // The rows of another connection's query into a table of this one.
  void copy(Database& from, const std::string& query, const std::string& table);

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

  Prepared prepare(const std::string& sql);

  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace awscost::differential
