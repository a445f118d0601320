// How many requests the statements of BI tools make: each alone (cold), and all of a file one after the other on one
// connection that keeps its answers (kept).
//
// The files are statements/*.sql, one a tool. A line before a statement says what it makes; the numbers are the fewest that
// the API permits, written down by reasoning and not taken from what is seen:
//
//   -- setup                                statements up to the next such line run first and make none
//   -- cold 3, kept 0: what it is           of 3 pages cold, all kept by earlier statements
//   -- cold 2 or 1, kept 0: what it is      versions of SQLite scan in different orders
//   -- error: what it is                    ends in an error, without a request
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "clean_environment.h"
#include "database.h"

namespace awscost::golden {
namespace {

constexpr const char* kFolder = AWSCOST_SOURCE_DIR "/tests/golden/statements";

struct Stated {
  std::string what;
  std::vector<int> cold;
  std::vector<int> kept;
  bool fails = false;
  std::string sql;
};

struct Tool {
  std::string name;
  std::string setup;
  std::vector<Stated> statements;
};

std::vector<int> numbers(const std::string& text) {
  std::vector<int> found;
  static const std::regex number("[0-9]+");
  for (auto at = std::sregex_iterator(text.begin(), text.end(), number); at != std::sregex_iterator(); ++at) {
    found.push_back(std::stoi(at->str()));
  }
  return found;
}

// Throws std::runtime_error for a line that says nothing of the forms above.
Tool read_tool(const std::filesystem::path& file) {
  static const std::regex counted("-- cold ([0-9 or]+), kept ([0-9 or]+): (.+)");
  static const std::regex failing("-- error: (.+)");
  Tool tool{.name = file.stem().string()};
  std::string* sql = nullptr;
  std::ifstream in(file);
  std::smatch match;
  for (std::string line; std::getline(in, line);) {
    if (line == "-- setup") {
      sql = &tool.setup;
    } else if (std::regex_match(line, match, counted)) {
      tool.statements.push_back({.what = match[3], .cold = numbers(match[1]), .kept = numbers(match[2])});
      sql = &tool.statements.back().sql;
    } else if (std::regex_match(line, match, failing)) {
      tool.statements.push_back({.what = match[1], .cold = {0}, .kept = {0}, .fails = true});
      sql = &tool.statements.back().sql;
    } else if (sql != nullptr) {
      if (line.starts_with("--")) throw std::runtime_error(file.string() + ": " + line);
      *sql += line + "\n";
    }
  }
  return tool;
}

std::vector<Tool> tools() {
  std::vector<Tool> all;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) all.push_back(read_tool(entry.path()));
  std::sort(all.begin(), all.end(), [](const Tool& a, const Tool& b) { return a.name < b.name; });
  return all;
}

class StatementCosts : public testing::TestWithParam<Tool> {
 protected:
  void SetUp() override {
    constexpr int kHavingAlone = 3039000;  // HAVING without GROUP BY
    if (sqlite3_libversion_number() < kHavingAlone) GTEST_SKIP() << "this SQLite does not know all of the statements";
    ask_the_sandbox();
    setenv("AWSCOST_BUDGET", "100", 1);
  }

  // A connection with the tool's tables and views.
  static void set_up(Database& database) {
    ASSERT_EQ(database.run(GetParam().setup).error, "");
    ASSERT_EQ(sent(database), 0) << "the setup has asked";
  }

  static int sent(Database& database) {
    return std::stoi(database.run("SELECT count(*) FROM awscost_requests WHERE NOT cached").rows);
  }

  static void run(Database& database, const Stated& stated, const std::vector<int>& expected) {
    const int before = sent(database);
    const Outcome outcome = database.run(stated.sql);
    const int made = sent(database) - before;
    EXPECT_EQ(!outcome.error.empty(), stated.fails) << stated.what << ": " << outcome.error << "\n" << stated.sql;
    EXPECT_NE(std::find(expected.begin(), expected.end(), made), expected.end())
        << stated.what << ": " << made << " requests instead of " << expected.front() << "\n"
        << stated.sql;
  }
};

TEST_P(StatementCosts, EachAlone) {
  for (const Stated& stated : GetParam().statements) {
    Database database(AWSCOST_BINARY_DIR "/awscost");
    set_up(database);
    run(database, stated, stated.cold);
  }
}

TEST_P(StatementCosts, OneAfterTheOther) {
  setenv("AWSCOST_CACHE", "on", 1);
  Database database(AWSCOST_BINARY_DIR "/awscost");
  set_up(database);
  for (const Stated& stated : GetParam().statements) run(database, stated, stated.kept);
}

INSTANTIATE_TEST_SUITE_P(Of, StatementCosts, testing::ValuesIn(tools()),
                         [](const auto& tool) { return tool.param.name; });

TEST(StatementFiles, HaveEveryToolsStatements) {
  std::size_t count = 0;
  for (const Tool& tool : tools()) {
    EXPECT_FALSE(tool.setup.empty()) << tool.name;
    EXPECT_GE(tool.statements.size(), 12U) << tool.name;
    count += tool.statements.size();
  }
  EXPECT_GE(count, 130U);
}

}  // namespace
}  // namespace awscost::golden
