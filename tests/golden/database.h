// A SQLite connection with the extension loaded, as a program that uses it would have one.
//
//   Database database(extension);
//   Outcome outcome = database.run("SELECT 1");
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace awscost::golden {

struct Outcome {
  std::string rows;   // one line a row, columns joined by |
  std::string error;  // empty unless a statement failed
};

class Database {
 public:
  // Throws std::runtime_error where the extension cannot be loaded.
  explicit Database(const std::string& extension, const std::string& file = ":memory:");

  // Runs every statement of `sql` until one fails; rows of further statements follow a line `--`.
  Outcome run(const std::string& sql);

  // The details of EXPLAIN QUERY PLAN of the first statement, one a line.
  Outcome plan(const std::string& sql);

  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace awscost::golden
