// A fixture that changes a scenario as SQLite would: reads the lines for their rowids, calls the writer, ends the
// transaction.
//
// Example:
//
//   class BlueLine : public Changes {
//    protected:
//     std::string paint() {
//       update(1, {{"usage_group", std::string("blue")}});
//       return sync();
//     }
//   };
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sql/error.h"
#include "tests/tables/bill_scenarios/scenario.h"

namespace awscost::test {

using Values = std::map<std::string_view, sql::Value>;  // by column

class Changes : public ::testing::Test {
 protected:
  Changes();

  // Reads the table for the rowid of a listed line.
  std::int64_t rowid(int line);

  std::int64_t insert(const Values& values);
  std::int64_t insert_line(const Values& others = {});  // a complete line of scenario A with these values in addition
  void update(int line, const Values& values) { update_row(rowid(line), values); }
  void update_row(std::int64_t row, const Values& values);
  void remove(int line) { remove_row(rowid(line)); }
  void remove_row(std::int64_t row);

  // Then commits or rolls back, as SQLite does. Returns the error's sentence; empty for success.
  std::string sync();
  // The error of the change; empty where there is none.
  template <class Change>
  std::string refusal(Change change) {
    try {
      change();
    } catch (const sql::Error& error) {
      return error.what();
    }
    return {};
  }

  // The rows of a scan: "<number of the line or new>|group|quantities".
  std::vector<std::string> shown() { return shown(question()); }
  std::vector<std::string> shown(const sql::Scan& scan);
  static sql::Scan question();
  static sql::Scan question(std::string_view column_name, std::vector<std::string> values);

  // Changes the group of lines 1 to `lines`.
  void update_all(int lines);
  // How many lines in awscost_writes have that outcome.
  std::size_t logged(std::string_view outcome) const;
  // "1 applied, 0 refused, ...", as in the error.
  static std::string counts(int applied, int refused, int unknown, int not_sent);

  sql::Writer& writer() { return *scenario.lines().writer(); }

  Scenario scenario;
  bool stop = false;  // the user interrupts
};

}  // namespace awscost::test
