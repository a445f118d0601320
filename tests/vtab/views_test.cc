// The views of awscost_views: what they are, what they leave alone, and that their database lives without the extension.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kMake = "SELECT awscost_views('main')";

class ViewsTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    std::filesystem::remove(path_);
    database_ = std::make_unique<golden::Database>(kExtension, path_.c_str());
  }
  void TearDown() override {
    database_.reset();
    std::filesystem::remove(path_);
  }

  std::string run(const std::string& sql) { return database_->told(sql); }

  std::vector<std::string> names() {
    std::vector<std::string> names;
    std::istringstream made(run(kMake));
    for (std::string name; std::getline(made >> std::ws, name, ',');) names.push_back(name);
    return names;
  }

  std::string path_ = testing::TempDir() + "awscost-views-" + std::to_string(getpid()) + ".db";
  std::unique_ptr<golden::Database> database_;
};

TEST_F(ViewsTest, EachColumnThatIsListedCanBeSelectedInOneRequestAPage) {
  const std::vector<std::string> made = names();
  EXPECT_EQ(made.size(), 10U);
  for (const std::string& name : made) {
    const std::string columns = run("SELECT group_concat(name) FROM pragma_table_xinfo('" + name + "')");
    const std::string time = columns.substr(0, columns.find(','));
    const std::string day = time == "month" ? "2026-10-01" : "2026-11-20";
    const std::string rows = run("SELECT " + columns + " FROM " + name + " WHERE " + time + " = '" + day + "' LIMIT 1");
    EXPECT_THAT(rows, StartsWith(day + "|")) << name;
    EXPECT_EQ(run("SELECT count(*) FROM pragma_table_xinfo('" + name + "') WHERE type = '' OR hidden"), "0") << name;
    EXPECT_EQ(run("SELECT type FROM pragma_table_xinfo('" + name + "') WHERE cid = 0"), "DATE TEXT") << name;
  }
  EXPECT_EQ(run("SELECT count(*), round(sum(charge_usd), 2) FROM awscost_requests WHERE operation LIKE 'GetCost%' OR "
                "operation LIKE 'GetSav%'"),
            "9|0.09");
}

// ODBC drivers take the type of a column in a catalog from the one, and that of a result from the other.
TEST_F(ViewsTest, ResultsHaveTheTypesThatTheCatalogHas) {
  for (const std::string& name : names()) {
    sqlite3_stmt* raw = nullptr;
    const std::string select = "SELECT * FROM " + name;
    ASSERT_EQ(sqlite3_prepare_v2(database_->handle(), select.c_str(), -1, &raw, nullptr), SQLITE_OK);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
    std::string declared;
    for (int i = 0; i < sqlite3_column_count(raw); ++i) {
      const char* type = sqlite3_column_decltype(raw, i);
      declared += (i == 0 ? "" : ",") + std::string(type == nullptr ? "none" : type);
    }
    EXPECT_EQ(declared, run("SELECT group_concat(type) FROM pragma_table_info('" + name + "')")) << name;
  }
  EXPECT_EQ(run("SELECT count(*) FROM awscost_requests"), "0");
}

TEST_F(ViewsTest, AreMadeAnew) {
  const std::string made = run(kMake);
  EXPECT_EQ(run(kMake), made);
  EXPECT_EQ(run("SELECT count(*) FROM sqlite_schema"), "10");
}

TEST_F(ViewsTest, WhatTheUserNamedSoIsLeftAndNothingIsMade) {
  run("CREATE TABLE cost_net_daily(a)");
  run("INSERT INTO cost_net_daily VALUES('mine')");
  const std::string refused = run(kMake);
  EXPECT_THAT(refused, HasSubstr("main has a table cost_net_daily of its own, so no view was made"));
  EXPECT_THAT(refused, HasSubstr("awscost_views('temp')"));
  EXPECT_EQ(run("SELECT count(*) FROM sqlite_schema"), "1");
  EXPECT_EQ(run("SELECT a FROM cost_net_daily"), "mine");
  EXPECT_THAT(run("SELECT awscost_views('temp')"), StartsWith("api_usage_daily, "));
  run("DROP VIEW temp.cost_net_daily");
  run("DROP TABLE main.cost_net_daily");
  run("CREATE VIEW COST_NET_DAILY AS SELECT 'mine' AS a");
  EXPECT_THAT(run(kMake), HasSubstr("main has a view cost_net_daily of its own"));
  EXPECT_EQ(run("SELECT a FROM main.cost_net_daily"), "mine");
}

TEST_F(ViewsTest, InADatabaseThatIsAttached) {
  run("ATTACH ':memory:' AS \"it's \"\"one\"\"\"");
  EXPECT_THAT(run("SELECT awscost_views('it''s \"one\"')"), StartsWith("api_usage_daily, "));
  EXPECT_EQ(run("SELECT count(*) FROM \"it's \"\"one\"\"\".sqlite_schema"), "10");
  EXPECT_THAT(run("SELECT awscost_views('elsewhere')"), HasSubstr("no database 'elsewhere'"));
  EXPECT_THAT(run("SELECT awscost_views(NULL)"), HasSubstr("takes the name of a database"));
}

TEST_F(ViewsTest, ATransactionThatIsRolledBackTakesThemBack) {
  EXPECT_EQ(run("BEGIN"), "");
  EXPECT_THAT(run(kMake), StartsWith("api_usage_daily, "));
  EXPECT_EQ(run("ROLLBACK"), "");
  EXPECT_EQ(run("SELECT count(*) FROM sqlite_schema"), "0");
}

TEST_F(ViewsTest, ADatabaseThatCannotBeWrittenStaysAsItIs) {
  EXPECT_THAT(run(kMake), StartsWith("api_usage_daily, "));
  EXPECT_EQ(run("DROP VIEW api_usage_daily"), "");
  EXPECT_EQ(run("PRAGMA query_only = 1"), "");
  EXPECT_THAT(run(kMake), StartsWith("error: awscost_views: "));
  EXPECT_EQ(run("PRAGMA query_only = 0"), "");
  EXPECT_EQ(run("SELECT count(*) FROM sqlite_schema"), "9");
  EXPECT_THAT(run(kMake), StartsWith("api_usage_daily, "));
}

TEST_F(ViewsTest, NotFromASchema) {
  EXPECT_EQ(run("CREATE TEMP VIEW sly AS SELECT awscost_views('main')"), "");
  EXPECT_THAT(run("SELECT * FROM sly"), StartsWith("error: "));
  EXPECT_EQ(run("SELECT count(*) FROM main.sqlite_schema"), "0");
}

// Whoever gets the file may not have the extension.
TEST_F(ViewsTest, TheirDatabaseLivesWithoutTheExtension) {
  run(kMake);
  run("CREATE TABLE kept AS SELECT * FROM cost_net_daily WHERE day = '2026-11-20'");
  database_.reset();
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> plain(raw, sqlite3_close);
  const auto ends_well = [&](const char* sql) {
    return sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  EXPECT_TRUE(ends_well("VACUUM")) << sqlite3_errmsg(raw);
  EXPECT_TRUE(ends_well("SELECT sql FROM sqlite_schema; SELECT day FROM kept; PRAGMA integrity_check"));
  EXPECT_TRUE(ends_well("CREATE TABLE later(a); ALTER TABLE later ADD COLUMN b; DROP TABLE later"));
  EXPECT_FALSE(ends_well("SELECT * FROM cost_net_daily"));
  EXPECT_THAT(sqlite3_errmsg(raw), HasSubstr("no such table"));
}

}  // namespace
}  // namespace awscost
