// A SQLite connection with the extension loaded, as in a program that uses it.
//
// Example:
//
//   std::string version(const std::string& extension) {
//     return Database(extension).run("SELECT awscost_version()").rows;
//   }
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace awscost::golden {

struct Outcome {
  std::string rows;   // one line for each row, columns joined by |
  std::string error;  // empty unless a statement failed
};

class Database {
 public:
  // Throws std::runtime_error where the extension cannot be loaded.
  explicit Database(const std::string& extension, const std::string& file = ":memory:");

  // Runs every statement of `sql` until one fails; rows of further statements follow a line `--`.
  Outcome run(const std::string& sql);

  // The same as one text: the rows, or "error: " and the error.
  std::string told(const std::string& sql) {
    const Outcome outcome = run(sql);
    return outcome.error.empty() ? outcome.rows : "error: " + outcome.error;
  }

  // The details of EXPLAIN QUERY PLAN for the first statement, one on each line.
  Outcome plan(const std::string& sql);

  sqlite3* handle() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

}  // namespace awscost::golden
