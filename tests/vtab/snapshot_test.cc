// awscost_snapshot: what it writes, what it reads the second time, and what it leaves alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class SnapshotTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    std::filesystem::remove(path_);
    connect();
  }
  void TearDown() override { std::filesystem::remove(path_); }

  void connect() { database_ = std::make_unique<golden::Database>(kExtension); }

  std::string run(const std::string& sql) { return database_->told(sql); }
  std::string snapshot() { return run("SELECT awscost_snapshot('" + path_ + "')"); }
  // Of the file, by a connection without the extension.
  std::string in_file(const std::string& sql) {
    sqlite3* raw = nullptr;
    sqlite3_open(path_.c_str(), &raw);
    std::string rows;
    const auto add = [](void* into, int count, char** texts, char**) {
      auto& text = *static_cast<std::string*>(into);
      if (!text.empty()) text += '\n';
      for (int i = 0; i < count; ++i)
        text += std::string(i == 0 ? "" : "|") + (texts[i] == nullptr ? "NULL" : texts[i]);
      return 0;
    };
    if (sqlite3_exec(raw, sql.c_str(), add, &rows, nullptr) != SQLITE_OK)
      rows = "error: " + std::string(sqlite3_errmsg(raw));
    sqlite3_close(raw);
    return rows;
  }

  std::string path_ = testing::TempDir() + "awscost-snapshot-" + std::to_string(getpid()) + ".db";
  std::unique_ptr<golden::Database> database_;
};

TEST_F(SnapshotTest, HasTheRowsAndTypesOfTheViews) {
  EXPECT_THAT(snapshot(), StartsWith("10 tables, "));
  run("SELECT awscost_views('temp')");
  for (const std::string view : {"cost_net_daily", "cost_by_account_monthly", "savings_plans_utilization_daily"}) {
    EXPECT_EQ(in_file("SELECT * FROM " + view + " ORDER BY 1, 2"), run("SELECT * FROM " + view + " ORDER BY 1, 2"))
        << view;
    EXPECT_EQ(in_file("SELECT name, type FROM pragma_table_info('" + view + "')"),
              run("SELECT name, type FROM pragma_table_info('" + view + "')"));
  }
  EXPECT_EQ(in_file("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE '%_by_time'"), "10");
  EXPECT_EQ(in_file("SELECT count(*), count(error), sum(rows > 0) FROM _meta"), "10|0|10");
  EXPECT_EQ(in_file("SELECT read_at, read_through, final_before FROM _meta WHERE name = 'cost_net_daily'"),
            "2026-11-21 10:30:00|2026-11-21|2026-11-01");
}

TEST_F(SnapshotTest, ReadsAgainWhatMayHaveChangedAlone) {
  snapshot();
  const std::string days = in_file("SELECT count(*), sum(net_unblended_cost) FROM cost_net_daily");
  connect();
  EXPECT_THAT(snapshot(), StartsWith("10 tables, "));
  EXPECT_EQ(run("SELECT DISTINCT request ->> '$.TimePeriod.Start' FROM awscost_requests WHERE operation = "
                "'GetCostAndUsage' AND request LIKE '%DAILY%'"),
            "2026-11-01");
  EXPECT_EQ(in_file("SELECT count(*), sum(net_unblended_cost) FROM cost_net_daily"), days);
  EXPECT_EQ(in_file("SELECT rows FROM _meta WHERE name = 'cost_net_daily'"), "21");
}

// A figure that was not final is replaced, one that was final is not read again.
TEST_F(SnapshotTest, OpenDaysAreReplacedAndFinalOnesStay) {
  snapshot();
  in_file("UPDATE cost_net_daily SET net_unblended_cost = -1 WHERE day IN ('2026-10-05', '2026-11-05')");
  connect();
  snapshot();
  EXPECT_EQ(in_file("SELECT day FROM cost_net_daily WHERE net_unblended_cost = -1"), "2026-10-05");
  EXPECT_EQ(in_file("SELECT count(*) - count(DISTINCT day) FROM cost_net_daily"), "0");
}

TEST_F(SnapshotTest, ATableOfOtherColumnsIsReadAnew) {
  snapshot();
  in_file(
      "DROP TABLE cost_net_daily; CREATE TABLE cost_net_daily(old); UPDATE _meta SET columns = '(old)' WHERE name = "
      "'cost_net_daily'");
  connect();
  EXPECT_THAT(snapshot(), StartsWith("10 tables, "));
  EXPECT_EQ(in_file("SELECT min(day) FROM cost_net_daily"), "2025-10-01");
}

TEST_F(SnapshotTest, AnotherDatabaseIsLeftAsItIs) {
  in_file("CREATE TABLE mine(a); INSERT INTO mine VALUES('kept')");
  EXPECT_THAT(snapshot(), HasSubstr("is a database of another kind, which is left as it is"));
  EXPECT_EQ(in_file("SELECT count(*), (SELECT a FROM mine) FROM sqlite_schema"), "1|kept");
  EXPECT_EQ(run("SELECT count(*) FROM awscost_requests"), "0") << "nothing was paid";
  EXPECT_THAT(run("SELECT awscost_snapshot('/nonexistent/folder/bill.db')"), HasSubstr("cannot be written"));
  EXPECT_THAT(run("SELECT awscost_snapshot(NULL)"), HasSubstr("takes the name of a file"));
}

TEST_F(SnapshotTest, AViewThatCannotBeReadLeavesTheOthers) {
  run("SELECT awscost_config('budget', '0.04')");
  EXPECT_THAT(snapshot(), HasSubstr("not read: "));
  EXPECT_EQ(
      in_file("SELECT count(*) FROM _meta WHERE error LIKE '%budget%' AND name = 'savings_plans_utilization_daily'"),
      "1");
  EXPECT_EQ(in_file("SELECT count(*) > 0 FROM cost_by_account_monthly"), "1");
  connect();
  EXPECT_THAT(snapshot(), testing::Not(HasSubstr("not read")));
  EXPECT_EQ(in_file("SELECT count(error) FROM _meta"), "0");
}

TEST_F(SnapshotTest, NotFromASchema) {
  EXPECT_EQ(run("CREATE TEMP VIEW sly AS SELECT awscost_snapshot('" + path_ + "')"), "");
  EXPECT_THAT(run("SELECT * FROM sly"), StartsWith("error: "));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace awscost
