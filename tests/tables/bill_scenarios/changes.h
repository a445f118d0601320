// Changes a scenario as SQLite would: reads the lines for their numbers, tells the writer, ends the transaction.
//
//   class LinesTest : public test::Changes {};
//   TEST_F(LinesTest, …) { update(1, {{"usage_group", "blue"}}); EXPECT_EQ(sync(), ""); }
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sql/error.h"
#include "tests/tables/bill_scenarios/scenario.h"

namespace awscost::test {

using Given = std::map<std::string_view, sql::Value>;

class Changes : public ::testing::Test {
 protected:
  Changes();

  // The number of a listed line, by reading the table.
  std::int64_t rowid(int line);

  std::int64_t insert(const Given& given);
  std::int64_t insert_line(const Given& besides = {});  // a whole line of scenario A, with these values besides
  void update(int line, const Given& given) { update_row(rowid(line), given); }
  void update_row(std::int64_t row, const Given& given);
  void remove(int line) { remove_row(rowid(line)); }
  void remove_row(std::int64_t row);

  // The error's sentence; empty for success. As SQLite does, commits or rolls back.
  std::string sync();
  // The sentence that the change is refused with.
  template <class Change>
  std::string refusal(Change change) {
    try {
      change();
    } catch (const sql::Error& error) {
      return error.what();
    }
    return {};
  }

  // What a scan shows: "<number of the line or new>|group|quantities".
  std::vector<std::string> shown() { return shown(question()); }
  std::vector<std::string> shown(const sql::Scan& scan);
  static sql::Scan question();
  static sql::Scan question(std::string_view column_name, std::vector<std::string> values);

  // Of lines 1 to `lines`, the group.
  void update_all(int lines);
  // Lines of that outcome in awscost_writes.
  std::size_t logged(std::string_view outcome) const;
  // As the sentence puts it.
  static std::string counts(int applied, int refused, int unknown, int not_sent);

  sql::Writer& writer() { return *scenario.lines().writer(); }

  Scenario scenario;
  bool stop = false;  // the user wants to
};

}  // namespace awscost::test
