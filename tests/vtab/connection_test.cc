// The extension inside a host program: interrupts, several connections, closing midway, statements left open.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "loaded.h"
#include "tests/support/imposter.h"

namespace awscost {
namespace {

using support::Fault;
using support::Imposter;

// Ctrl-C in the shell calls sqlite3_interrupt() from a signal handler; here a thread calls it once the request is under
// way. The server never answers, so only the interrupt can end the query.
TEST(Connection, AnInterruptEndsAWaitingQuery) {
  Imposter imposter;
  imposter.reply_with({.fault = Fault::kStall});
  point_at(imposter.url());
  golden::Database database(kExtension);
  std::chrono::steady_clock::time_point interrupted;
  std::thread user([&] {
    ASSERT_TRUE(imposter.wait_for_requests(1));
    interrupted = std::chrono::steady_clock::now();
    sqlite3_interrupt(database.handle());
  });
  const golden::Outcome outcome = database.run(kQuestion);
  const auto ended = std::chrono::steady_clock::now();
  user.join();
  EXPECT_EQ(outcome.error, "interrupted");
  // The promise is 200 ms; a loaded test machine gets a second.
  EXPECT_LT(ended - interrupted, std::chrono::seconds(1));
  EXPECT_EQ(database.run("SELECT 1").rows, "1");
  EXPECT_EQ(database.run("SELECT error_code, charge_usd FROM awscost_requests").rows, "unknown|0.01");
}

// A second load must not add a second budget, ledger and set of settings, nor switch from the sandbox to AWS.
TEST(Connection, LoadingTwiceIsLoadingOnce) {
  point_at("http://127.0.0.1:1");
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('connector', 'sandbox'), awscost_config('budget', '0.01')");
  ASSERT_EQ(database.run(kQuestion).error, "");
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database.handle(), "SELECT 1 UNION ALL SELECT 2", -1, &open, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
  EXPECT_EQ(sqlite3_load_extension(database.handle(), kExtension, nullptr, nullptr), SQLITE_OK);
  sqlite3_finalize(open);
  EXPECT_EQ(database.run("SELECT awscost_config('connector'), count(*) FROM awscost_requests").rows, "sandbox|1");
  EXPECT_THAT(database.run("SELECT sum(unblended_cost) FROM ce_cost_and_usage").error, testing::HasSubstr("budget"));
}

// SQLITE_DIRECTONLY does not reach CHECK constraints (SQLite 3.40), which a foreign database file may hold.
TEST(Connection, AForeignSchemaChangesNoSetting) {
  point_at("http://127.0.0.1:1");
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  golden::Database database(kExtension);
  database.run("CREATE TABLE foreign_table(a CHECK (awscost_config('budget', '1000') IS NOT NULL))");
  EXPECT_THAT(database.run("INSERT INTO foreign_table VALUES (1)").error, testing::HasSubstr("in a SELECT of its own"));
  database.run("PRAGMA quick_check");
  EXPECT_EQ(database.run("SELECT awscost_config('budget')").rows, "1.00");
}

// SQLite derives the entry point from the file's name, and falls back on sqlite3_extension_init.
TEST(Connection, ACopyMayHaveAnotherName) {
  golden::clean_environment();
  const std::string copy = testing::TempDir() + "sqlite-awscost_1.2.so";
  std::filesystem::copy_file(std::string(kExtension) + ".so", copy, std::filesystem::copy_options::overwrite_existing);
  golden::Database database(copy);
  EXPECT_EQ(database.run("SELECT awscost_config('connector')").rows, "aws");
  std::filesystem::remove(copy);
}

// Some wrappers close a connection by finalizing every statement on it.
TEST(Connection, AHostMayFinalizeEveryStatementItFinds) {
  Imposter imposter;
  point_at(imposter.url());
  imposter.reply_with({.body = R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-20","End":"2026-11-21"},"Groups":[)"
                               R"({"Keys":["i-1"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}}]}]})"});
  golden::Database database(kExtension);
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database.handle(), kQuestion, -1, &open, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(open), SQLITE_ROW) << sqlite3_errmsg(database.handle());
  int found = 0;
  while (sqlite3_stmt* each = sqlite3_next_stmt(database.handle(), nullptr)) {
    sqlite3_finalize(each);
    ++found;
  }
  EXPECT_EQ(found, 1) << "no hidden statement of ours";
}

// The sandbox's money is nobody's: see the next test.
TEST(Connection, ConnectionsShareABudgetAtAws) {
  Imposter imposter;
  imposter.reply_by([](const support::Received&) {
    return support::Answer{.body =
                               R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-20","End":"2026-11-21"},"Groups":[)"
                               R"({"Keys":["i-1"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}}]}]})"};
  });
  point_at(imposter.url());
  setenv("AWSCOST_BUDGET", "0.05", 1);
  for (int i = 0; i < 4; ++i) {
    golden::Database database(kExtension);
    EXPECT_EQ(database.run(kQuestion).error, "");
  }
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  EXPECT_EQ(one.run(kQuestion).error, "");
  EXPECT_THAT(other.run(kQuestion).error,
              testing::HasSubstr("All connections of this process together have spent $0.05"));
  EXPECT_EQ(other.run("SELECT count(*) FROM awscost_requests").rows, "0") << "the ledger is this connection's";
  other.run("SELECT awscost_config('budget', '0.06')");
  EXPECT_EQ(other.run(kQuestion).error, "");
  EXPECT_THAT(one.run(std::string(kQuestion) + " AND region = 'eu-west-3'").error,
              testing::HasSubstr("together have spent $0.06"));
  EXPECT_EQ(imposter.requests().size(), 6U);
}

TEST(Connection, ConnectionsSpendAndRememberApart) {
  point_at("http://127.0.0.1:1");
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  ASSERT_EQ(one.run(std::string(kQuestion)).error, "");
  one.run("SELECT awscost_config('budget', '7.00')");
  EXPECT_EQ(one.run("SELECT count(*) FROM awscost_requests").rows, "1");
  EXPECT_EQ(other.run("SELECT count(*) FROM awscost_requests").rows, "0");
  EXPECT_EQ(other.run("SELECT awscost_config('budget')").rows, "1.00");
}

TEST(Connection, AStatementLeftHalfWayCostsOnePageAndClosesCleanly) {
  point_at("http://127.0.0.1:1");
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('sandbox_page_size', 1)");
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database.handle(), kQuestion, -1, &statement, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_requests").rows, "1");
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_requests").rows, "2");
  EXPECT_EQ(sqlite3_finalize(statement), SQLITE_OK);
  EXPECT_EQ(database.run("SELECT awscost_last_cost()").rows, "0.02");
}

TEST(Connection, AParameterIsReadAnewAtEveryStep) {
  point_at("http://127.0.0.1:1");
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  golden::Database database(kExtension);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database.handle(),
                               "SELECT count(DISTINCT period_start), min(period_start) "
                               "FROM ce_cost_and_usage_with_resources(?1) "
                               "WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND period_start >= ?2",
                               -1, &statement, nullptr),
            SQLITE_OK);
  for (const auto& [keys, since, days] :
       {std::tuple{"resource_id", "2026-11-20", 2}, {"resource_id, region", "2026-11-21 00:00:00", 1}}) {
    sqlite3_bind_text(statement, 1, keys, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, since, -1, SQLITE_STATIC);
    ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW) << sqlite3_errmsg(database.handle());
    EXPECT_EQ(sqlite3_column_int(statement, 0), days);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 1))),
              std::string(since).substr(0, 10));
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

// A view stored in a database file works while trusted_schema is on (SQLite's default), and is charged.
TEST(Connection, ViewsInADatabaseFileWork) {
  point_at("http://127.0.0.1:1");
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  golden::Database database(kExtension);
  EXPECT_EQ(database
                .run("CREATE VIEW lambda AS SELECT period_start, resource_id, unblended_cost "
                     "FROM ce_cost_and_usage_with_resources WHERE service = 'AWS Lambda'; "
                     "SELECT count(*) > 0 FROM lambda WHERE period_start = '2026-11-20'")
                .rows,
            "--\n1");
  EXPECT_EQ(database.run("SELECT json_extract(request, '$.TimePeriod.Start') FROM awscost_requests").rows,
            "2026-11-20");
}

}  // namespace
}  // namespace awscost
