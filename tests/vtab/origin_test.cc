// Whose value a scan gets is read from the program that runs: the statement's own is understood and answered with an
// error, another table's is not. Run on three versions of SQLite by tests/outside/sqlite_versions_test.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::HasSubstr;

class OriginTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    database_ = std::make_unique<golden::Database>(kExtension);
    database_->run("SELECT awscost_config('now', '2026-11-21 10:30:00')");
    database_->run("CREATE TABLE ts(t, n); INSERT INTO ts VALUES ('2020-01-01', 1), ('2026-11-20', 2)");
    database_->run("CREATE TABLE stamps(t, n); INSERT INTO stamps VALUES ('2026-11-20 00:00:00', 1)");
  }

  // What follows FROM.
  std::string error(const std::string& from) { return database_->run("SELECT count(*) FROM " + from).error; }
  std::string requests() { return database_->run("SELECT count(*) FROM awscost_requests").rows; }

  std::unique_ptr<golden::Database> database_;
};

constexpr const char* kOldAndOwn[] = {
    "'2020-01-01'",
    "date('now', '-9 years')",
    "date(date('2020-01-01'), '+1 day')",
    "date('2020-01-01') || ''",
    "substr('2020-01-01 00:00:00', 1, 10)",
    "CAST('2020-01-01' AS TEXT)",
};

TEST_F(OriginTest, AnOldValueOfTheStatementIsRefusedUnpaid) {
  for (const std::string value : kOldAndOwn) {
    for (const std::string& from :
         {"ce_cost_and_usage WHERE period_start >= " + value, "ce_cost_and_usage WHERE period_end = " + value,
          "ce_cost_and_usage WHERE period_start IN ('2026-11-20', " + value + ")",
          "ce_cost_and_usage WHERE period_start BETWEEN " + value + " AND date('2026-11-20')",
          "ts CROSS JOIN ce_cost_and_usage ON period_start >= " + value + " AND period_end < ts.t",
          "ts LEFT JOIN ce_cost_and_usage ON period_start = " + value,
          "ts WHERE EXISTS (SELECT 1 FROM ce_cost_and_usage WHERE period_start >= " + value + " AND period_end > ts.t)",
          "(SELECT * FROM ce_cost_and_usage WHERE period_start >= " + value + " LIMIT 5)"}) {
      EXPECT_THAT(error(from), HasSubstr("start_date = '")) << from;
    }
  }
  for (const char* from : {"ce_cost_and_usage WHERE period_start >= coalesce(NULL, date('2020-01-01'))",
                           "ce_cost_and_usage WHERE period_start = (SELECT date('2020-01-01'))",
                           "ts LEFT JOIN ce_cost_and_usage ON period_start >= (SELECT '2020-01-01' WHERE 1)"}) {
    EXPECT_THAT(error(from), HasSubstr("start_date = '")) << from;
  }
  EXPECT_EQ(requests(), "0");
}

TEST_F(OriginTest, AnOldValueOfAnotherTableMatchesNothing) {
  for (const char* from :
       {"ts CROSS JOIN ce_cost_and_usage ON period_start = ts.t WHERE n = 1",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = date(ts.t) WHERE n = 1",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = ts.t || '' WHERE n = 1",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = date('2020-01-01', '+' || n || ' days')",
        "ts LEFT JOIN ce_cost_and_usage ON period_start = substr('2020-01-01 00:00:00', 1, 10 + 0 * n)",
        "ts LEFT JOIN ce_cost_and_usage ON period_start = date(substr('2020-01-01', 1, 10), n || ' days')",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = coalesce(NULL, ts.t) WHERE n = 1",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = CASE n WHEN 1 THEN '2020-01-01' ELSE '2020-01-02' END",
        "ts CROSS JOIN ce_cost_and_usage ON period_start IN (ts.t, '2020-01-03') WHERE n = 1",
        "ts CROSS JOIN ce_cost_and_usage ON period_start = (SELECT ts.t) WHERE n = 1",
        "ce_cost_and_usage WHERE period_start = (SELECT min(t) FROM ts)",
        "ce_cost_and_usage WHERE period_start IN (SELECT t FROM ts WHERE n = 1)",
        "(SELECT column1 AS t FROM (VALUES ('2020-01-01'), ('2020-01-02'))) CROSS JOIN ce_cost_and_usage "
        "ON period_start = t",
        "(SELECT t FROM ts WHERE n = 1 LIMIT 1) CROSS JOIN ce_cost_and_usage ON period_start = t",
        "json_each('[\"2020-01-01\"]') j CROSS JOIN ce_cost_and_usage ON period_start = j.value"}) {
    EXPECT_EQ(error(from), "") << from;
  }
  EXPECT_EQ(requests(), "0");
}

TEST_F(OriginTest, AnOldValueOfAnotherTableIsALineInTheLog) {
  const std::string log = testing::TempDir() + "awscost-notices-" + std::to_string(getpid());
  database_->run("SELECT awscost_config('log', '" + log + "')");
  EXPECT_EQ(error("ts CROSS JOIN ce_cost_and_usage ON period_start = ts.t WHERE n = 1"), "");
  std::stringstream lines;
  lines << std::ifstream(log).rdbuf();
  std::remove(log.c_str());
  EXPECT_THAT(lines.str(), HasSubstr("Z notice ce_cost_and_usage: period_start is compared with dates of another"));
  EXPECT_EQ(database_->run("SELECT table_name, count FROM awscost_notices").rows, "ce_cost_and_usage|1");
}

// Two scans of one plan, of which one reads the other's rows.
TEST_F(OriginTest, OfTwoScansWithOnePlan) {
  EXPECT_EQ(error("ce_cost_and_usage AS a CROSS JOIN ce_cost_and_usage AS b ON b.period_start = a.period_start "
                  "WHERE a.period_start = '2026-11-20'"),
            "");
  EXPECT_THAT(error("ce_cost_and_usage AS a CROSS JOIN ce_cost_and_usage AS b ON b.period_start >= a.period_start "
                    "WHERE a.period_start >= '2020-01-01'"),
              HasSubstr("start_date"));
}

TEST_F(OriginTest, ATimestampOfAnotherTableIsRefusedInEveryForm) {
  for (const char* condition :
       {"period_start = t", "period_start IS t", "period_start IN (t, '2026-11-19')", "period_start >= t",
        "period_end < t", "period_start BETWEEN t AND '2026-11-21'", "period_start = t || ''"}) {
    EXPECT_THAT(error("stamps CROSS JOIN ce_cost_and_usage ON " + std::string(condition)), HasSubstr("date(...)"))
        << condition;
  }
  EXPECT_EQ(requests(), "0");
  EXPECT_EQ(error("stamps CROSS JOIN ce_cost_and_usage ON period_start = date(t)"), "");
  const std::string stamp = "strftime('%Y-%m-%d 00:00:00', '2026-11-20')";
  for (const std::string& condition :
       {"period_start = " + stamp, "period_start BETWEEN " + stamp + " AND date('2026-11-21')",
        "period_start >= " + stamp + " AND period_start NOT IN ('2026-11-12', '2026-11-13')",
        "period_start <= " + stamp + " GROUP BY period_start ORDER BY 1 LIMIT 3"}) {
    EXPECT_EQ(error("ce_cost_and_usage WHERE " + condition), "") << condition;
  }
}

}  // namespace
}  // namespace awscost
