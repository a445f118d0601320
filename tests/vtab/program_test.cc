// What a statement will read is known before anything is paid: a value that no row has is refused without a request, in
// every shape that brings it to SQLite's bytecode. Run on three versions of SQLite by
// tests/outside/sqlite_versions_test.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

// region is bound to two values, and each row adds both up.
const std::string kTwoRegions =
    "ce_cost_and_usage('service') c WHERE c.region IN ('us-east-1', 'eu-west-3') AND "
    "c.period_start = '2026-11-20'";
const std::string kOneRegion =
    "ce_cost_and_usage('service') c WHERE c.region = 'us-east-1' AND c.period_start = "
    "'2026-11-20'";

class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    database_ = std::make_unique<golden::Database>(kExtension);
    database_->run("CREATE TABLE days(d); INSERT INTO days VALUES ('2026-11-20')");
  }

  std::string requests() { return database_->run("SELECT count(*) FROM awscost_requests").rows; }

  std::unique_ptr<golden::Database> database_;
};

TEST_F(ProgramTest, AValueThatNoRowHasIsRefusedUnpaid) {
  for (const std::string& statement :
       {"SELECT c.region FROM " + kTwoRegions, "SELECT DISTINCT c.region FROM " + kTwoRegions,
        "SELECT count(*) FROM " + kTwoRegions + " GROUP BY c.region",
        "SELECT c.service FROM " + kTwoRegions + " ORDER BY c.region",
        "SELECT upper(c.region) || 'x' FROM " + kTwoRegions, "SELECT max(c.region) OVER () FROM " + kTwoRegions,
        "SELECT * FROM (SELECT c.service, c.region FROM " + kTwoRegions + ")",
        "WITH x AS (SELECT c.service, c.region FROM " + kTwoRegions +
            ") SELECT a.region FROM x a JOIN x b USING (service)",
        "SELECT (SELECT c.region FROM " + kTwoRegions + " LIMIT 1)", "SELECT c.region FROM days, " + kTwoRegions,
        "SELECT 1 WHERE 'x' IN (SELECT c.region FROM " + kTwoRegions + ")",
        "CREATE TEMP TABLE t AS SELECT c.region FROM " + kTwoRegions, " ;; -- why\nSELECT c.region FROM " + kTwoRegions,
        "SELECT c.rowid FROM " + kOneRegion, "SELECT count(c.rowid) FROM " + kOneRegion + " AND c.az = 'x'"}) {
    EXPECT_THAT(database_->run(statement).error, AnyOf(HasSubstr("several values"), HasSubstr("cannot be told apart")))
        << statement;
    EXPECT_EQ(requests(), "0") << statement;
  }
}

TEST_F(ProgramTest, AConditionIsNoReading) {
  for (const std::string& statement :
       {"SELECT count(*) FROM " + kTwoRegions,
        "SELECT c.service, sum(c.unblended_cost) FROM " + kTwoRegions + " GROUP BY 1",
        "SELECT count(*) FROM (SELECT c.service, c.region FROM " + kTwoRegions + ")",
        "SELECT c.region FROM " + kOneRegion, "SELECT days.d FROM days, " + kTwoRegions}) {
    EXPECT_EQ(database_->run(statement).error, "") << statement;
  }
}

// One scan of a table may read what the other does not.
TEST_F(ProgramTest, TwoScansWithTwoPlans) {
  EXPECT_EQ(database_
                ->run("SELECT count(*) FROM " + kTwoRegions + " UNION ALL SELECT c.region IS NULL FROM " + kOneRegion +
                      " LIMIT 3")
                .error,
            "");
}

TEST_F(ProgramTest, MatchIsRefusedUnpaid) {
  for (const char* column : {"service", "period_start", "estimated", "filter"}) {
    EXPECT_THAT(database_->run("SELECT 1 FROM ce_cost_and_usage WHERE " + std::string(column) + " MATCH 'x'").error,
                HasSubstr("there is no " + std::string(column) + " MATCH"));
  }
  EXPECT_EQ(requests(), "0");
}

}  // namespace
}  // namespace awscost
