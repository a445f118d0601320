// Every single allocation of twelve statements fails in turn, those of C++ and those of SQLite: nothing crashes, no charge
// is lost, and the connection answers afterwards.
//
// The extension is linked into this program, because a loaded library would call an operator new of its own. Each
// statement runs again and again, with the first, the second, the third allocation failing, until one run needs fewer.
// In the suite only every nth allocation fails; AWSCOST_ALLOCATIONS=all makes each of them fail, AWSCOST_ALLOCATIONS=1-500
// those, so that several processes can share the work.
//
// More than nine in ten allocations of a statement in the sandbox generate its account, in one go. They have a test of their
// own, which asks the sandbox itself; the statements "in the begun sandbox" find the account there.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <ostream>
#include <stdexcept>
#include <string>

#include "connectors/sandbox/sandbox.h"
#include "connectors/wire/call.h"
#include "failing_memory.h"
#include "faulty_server.h"
#include "sql/database.h"
#include "tests/support/linked/linked_extension.h"
#include "tests/support/memory/sqlite_memory.h"
#include "vtab/database.h"

namespace awscost {
namespace {

using test::FailingMemory;

// Another process finds the shared file free: no lock is held and no claim is left, so it never waits.
void expect_free(const char* path) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path, &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, "BEGIN IMMEDIATE; ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_stmt* claims = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(db, "SELECT count(*) FROM claims", -1, &claims, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_step(claims), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(claims, 0), 0) << "claims";
  sqlite3_finalize(claims);
  sqlite3_close(db);
}

class Connection {
 public:
  Connection() {
    sqlite3* db = nullptr;
    const int code = sqlite3_open(":memory:", &db);
    db_.reset(db);
    if (code != SQLITE_OK) throw std::runtime_error("no connection");
    test::load_linked_extension(db);
  }

  // Its code; reads every row. Needs no memory of its own.
  int run(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    int code = SQLITE_OK;
    while (code == SQLITE_OK && sql != nullptr && *sql != '\0') {
      code = sqlite3_prepare_v2(db_.get(), sql, -1, &statement, &sql);
      if (code != SQLITE_OK || statement == nullptr) break;
      while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); ++i) (void)sqlite3_column_text(statement, i);
      }
      const int end = sqlite3_finalize(statement);
      code = code == SQLITE_DONE ? end : code;
    }
    return code;
  }

  // One number; -1 and a failure of the test where there is none.
  std::int64_t number(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    std::int64_t number = -1;
    if (sqlite3_prepare_v2(db_.get(), sql, -1, &statement, nullptr) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
      ADD_FAILURE() << sql << ": " << sqlite3_errmsg(db_.get());
    } else {
      number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return number;
  }

  std::string error() const { return sqlite3_errmsg(db_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

struct Statement {
  const char* name;
  const char* connector;
  const char* sql;
  bool paid = false;
  const char* cache_path = nullptr;  // null: nothing is kept past a statement; empty: in a private file
  bool is_shared() const { return cache_path != nullptr && *cache_path != '\0'; }
  bool begun = false;  // the connection has asked before
};

void PrintTo(const Statement& statement, std::ostream* out) {
  *out << statement.name;
}

// Every attempt that may have left.
constexpr const char* kSent =
    "SELECT coalesce(sum(attempts), 0) FROM awscost_requests WHERE error_code IS NOT 'not sent'";
constexpr const char* kCents =
    "SELECT CAST(round(100 * coalesce(sum(charge_usd), 0)) AS INTEGER) FROM awscost_requests";
constexpr const char* kUsual =
    "SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE granularity = 'MONTHLY' AND period_start >= "
    "'2026-09-01'";
constexpr const char* kUpdate =
    "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'a' WHERE bill_scenario_id = (SELECT id FROM "
    "bcm_bill_scenarios WHERE name = 'quarter-plan') AND service_code = 'AmazonS3'";

// The allocations that are to fail.
struct Turns {
  std::uint64_t first = 1;
  std::uint64_t last = 0;
  std::uint64_t stride = 1;
};

// Of so many: a sample, unless AWSCOST_ALLOCATIONS names them. Read once, because each test clears the environment.
Turns turns_of(std::uint64_t allocations) {
  constexpr std::uint64_t kInTheSuite = 20;
  static const std::string wanted = [] {
    const char* value = std::getenv("AWSCOST_ALLOCATIONS");
    return std::string(value == nullptr ? "" : value);
  }();
  if (wanted.empty()) return {.last = allocations, .stride = 1 + allocations / kInTheSuite};
  if (wanted == "all") return {.last = allocations};
  const std::size_t dash = wanted.find('-');
  return {.first = std::stoull(wanted),
          .last = std::min<std::uint64_t>(allocations, std::stoull(wanted.substr(dash + 1)))};
}

// A program in which another operator new is called would pass without failing any of C++'s.
void expect_new_is_counted() {
  const FailingMemory memory(FailingMemory::kNone);
  const std::uint64_t before = FailingMemory::asked();
  const auto kept = std::make_unique<std::uint64_t>(before);
  ASSERT_EQ(FailingMemory::asked(), *kept + 1);
}

class Allocations : public testing::TestWithParam<Statement> {
 public:
  static void SetUpTestSuite() {
    static const bool once = [] {
      test::hook_sqlite_memory();
      return true;
    }();
    (void)once;
  }

 protected:
  static std::unique_ptr<Connection> connect() {
    auto connection = std::make_unique<Connection>();
    EXPECT_EQ(connection->run("SELECT awscost_config('budget', '1000000'); SELECT awscost_config('writes', 'on')"),
              SQLITE_OK)
        << connection->error();
    if (GetParam().begun) {
      EXPECT_EQ(connection->number(kUsual), 3);
    }
    return connection;
  }

  // The code of the statement while that allocation fails.
  int run_without(Connection& connection, std::uint64_t nth) {
    const FailingMemory memory(nth);
    return connection.run(GetParam().sql);
  }

  std::uint64_t count_allocations() {
    const std::unique_ptr<Connection> connection = connect();
    EXPECT_EQ(run_without(*connection, FailingMemory::kNone), SQLITE_OK) << connection->error();
    return FailingMemory::asked();
  }

  // What the server has answered, the ledger has: a request that did not leave may be counted too, because nobody knows,
  // but none may be missing.
  void expect_nothing_lost(Connection& connection, std::uint64_t answered) {
    EXPECT_GE(connection.number(kSent), static_cast<std::int64_t>(answered));
    if (GetParam().paid) {
      EXPECT_GE(connection.number(kCents), static_cast<std::int64_t>(answered));
    }
  }
};

TEST_P(Allocations, MayFailEachInTurn) {
  (void)turns_of(0);
  FaultyServer server("", FaultyServer::Account::kOwn);
  point_at(server);
  setenv("AWSCOST_CONNECTOR", GetParam().connector, 1);
  setenv("AWS_MAX_ATTEMPTS", "1", 1);
  if (GetParam().cache_path != nullptr) {
    for (const char* part : {"", "-wal", "-shm"}) std::remove((std::string(GetParam().cache_path) + part).c_str());
    setenv("AWSCOST_CACHE", "on", 1);
    setenv("AWSCOST_CACHE_PATH", GetParam().cache_path, 1);
  }
  const bool has_server = std::string(GetParam().connector) == "aws";
  EXPECT_EQ(connect()->number(kUsual), 3) << "the server and the sandbox have begun";
  ASSERT_NO_FATAL_FAILURE(expect_new_is_counted());
  const std::uint64_t asked_before = server.requests();
  const std::uint64_t allocations = count_allocations();
  if (has_server) {
    ASSERT_GT(server.requests(), asked_before) << "a statement that asks nothing has nothing to lose";
  }
  const Turns turns = turns_of(allocations);
  std::uint64_t overcounted = 0;
  for (std::uint64_t nth = turns.first; nth <= turns.last && !HasFailure(); nth += turns.stride) {
    const std::unique_ptr<Connection> connection = connect();
    const std::uint64_t before = server.requests();
    const int code = run_without(*connection, nth);
    SCOPED_TRACE("allocation " + std::to_string(nth) + ", code " + std::to_string(code) + ": " + connection->error());
    const std::uint64_t answered = server.requests() - before;
    if (has_server) {
      expect_nothing_lost(*connection, answered);
      overcounted += static_cast<std::uint64_t>(connection->number(kSent)) - answered;
    }
    if (GetParam().is_shared()) expect_free(GetParam().cache_path);
    (void)connection->run("ROLLBACK");
    EXPECT_EQ(connection->number(kUsual), 3) << "the connection answers";
    EXPECT_EQ(connection->run(GetParam().sql), SQLITE_OK) << "the statement can be repeated: " << connection->error();
  }
  std::printf("%s: %llu allocations, every %llu. of %llu to %llu failed; %llu requests counted that did not arrive\n",
              GetParam().name, static_cast<unsigned long long>(allocations),
              static_cast<unsigned long long>(turns.stride), static_cast<unsigned long long>(turns.first),
              static_cast<unsigned long long>(turns.last), static_cast<unsigned long long>(overcounted));
}

// A BEGIN or COMMIT that is reported as failed has not happened: another connection gets the lock at once.
TEST(AllocationsOfADatabase, AFailedStatementLeavesNoLock) {
  Allocations::SetUpTestSuite();
  const Connection gives_the_api;
  const std::string path = AWSCOST_BINARY_DIR "/tests/allocations/locked.db";
  std::remove(path.c_str());
  std::uint64_t failures = 0;
  for (std::uint64_t nth = 1;; ++nth) {
    const std::unique_ptr<sql::Database> file = vtab::open_database(path);
    file->run("CREATE TABLE IF NOT EXISTS claims(key)");
    bool has_failed = false;
    for (const char* sql : {"BEGIN IMMEDIATE", "COMMIT"}) {
      const FailingMemory memory(nth);
      try {
        file->run(sql);
      } catch (const std::exception&) {
        has_failed = true;
        if (*sql == 'C') file->run("ROLLBACK");
        break;
      }
    }
    FailingMemory::end();
    expect_free(path.c_str());
    if (!has_failed) break;
    ++failures;
  }
  EXPECT_GT(failures, 5U) << "each of them needs memory";
}

wire::Call cost_question() {
  return {.service = "ce",
          .operation = "GetCostAndUsage",
          .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                      {"X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage"}},
          .body = R"({"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"},"Granularity":"MONTHLY",)"
                  R"("Metrics":["UnblendedCost"]})"};
}

sandbox::Options on_a_day_in_november() {
  return {.now = [] { return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(15); }};
}

// The reply to the question that generates the account; status 0 if memory failed.
wire::Reply ask(sandbox::Sandbox& sandbox, const wire::Call& call, std::uint64_t nth, std::uint64_t& asked) {
  wire::Reply reply;
  const FailingMemory memory(nth);
  try {
    reply = sandbox.send(call, [] { return false; });
  } catch (const std::bad_alloc&) {
    reply.status = 0;
  }
  FailingMemory::end();
  asked = FailingMemory::asked();
  return reply;
}

TEST(AllocationsOfTheSandbox, MayFailEachInTurnWhileTheAccountIsGenerated) {
  (void)turns_of(0);
  ASSERT_NO_FATAL_FAILURE(expect_new_is_counted());
  const wire::Call call = cost_question();
  std::uint64_t allocations = 0;
  std::uint64_t asked = 0;
  sandbox::Sandbox well(on_a_day_in_november());
  const wire::Reply expected = ask(well, call, FailingMemory::kNone, allocations);
  ASSERT_EQ(expected.status, 200) << expected.body;
  const Turns turns = turns_of(allocations);
  for (std::uint64_t nth = turns.first; nth <= turns.last && !HasFailure(); nth += turns.stride) {
    SCOPED_TRACE("allocation " + std::to_string(nth));
    sandbox::Sandbox sandbox(on_a_day_in_november());
    const wire::Reply reply = ask(sandbox, call, nth, asked);
    EXPECT_TRUE(reply.status == 0 || reply.body == expected.body) << reply.status << " " << reply.body;
    EXPECT_EQ(ask(sandbox, call, FailingMemory::kNone, asked).body, expected.body) << "the sandbox answers";
  }
  std::printf("the account: %llu allocations, every %llu. of %llu to %llu failed\n",
              static_cast<unsigned long long>(allocations), static_cast<unsigned long long>(turns.stride),
              static_cast<unsigned long long>(turns.first), static_cast<unsigned long long>(turns.last));
}

constexpr Statement kStatements[] = {
    {"costs_over_http", "aws", kUsual, true},
    {"groups_over_http", "aws",
     "SELECT service, tag_value, sum(unblended_cost), awscost_sum(unblended_cost_exact), dimension_attributes "
     "FROM ce_cost_and_usage('service, tag:team') WHERE period_start = '2026-11-20' AND region = 'us-east-1' GROUP BY "
     "1",
     true},
    {"pages_over_http", "aws",
     "SELECT count(*), max(resource_id) FROM ce_cost_and_usage_with_resources WHERE service = 'AWS Lambda' "
     "AND period_start = '2026-11-20'",
     true},
    {"values_over_http", "aws", "SELECT value, attributes FROM ce_dimension_values('service') LIMIT 3", true},
    {"fan_out_over_http", "aws",
     "SELECT p.name, count(*) FROM apigateway_usage_plans AS p JOIN "
     "apigateway_usage_plan_keys AS k ON k.usage_plan_id = p.id GROUP BY 1"},
    {"named_table_over_http", "aws",
     "DROP TABLE IF EXISTS team; CREATE VIRTUAL TABLE team USING ce_cost_and_usage(group_by = 'tag:team', tags = "
     "'team', "
     "granularity = 'DAILY', filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Tax'))); "
     "SELECT count(tag_team) FROM team WHERE period_start = '2026-11-20'; DROP TABLE team",
     true},
    {"update_over_http", "aws", kUpdate},
    {"commit_over_http", "aws",
     "BEGIN; UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'b' WHERE bill_scenario_id = (SELECT id "
     "FROM "
     "bcm_bill_scenarios WHERE name = 'quarter-plan') AND service_code = 'AmazonS3'; COMMIT"},
    {"update_in_the_sandbox", "sandbox", kUpdate},
    {"update_in_the_begun_sandbox", "sandbox", kUpdate, false, nullptr, true},
    {"costs_in_the_sandbox", "sandbox", kUsual},
    {"kept_costs_over_http", "aws",
     "DELETE FROM awscost_cache; SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE granularity = 'MONTHLY' AND "
     "period_start "
     ">= '2026-09-01'; SELECT count(*) FROM ce_tags; SELECT count(*) FROM ce_tags; SELECT count(*) FROM awscost_cache",
     true, AWSCOST_BINARY_DIR "/tests/allocations/kept.db"},
    {"kept_privately_in_the_begun_sandbox", "sandbox",
     "SELECT count(*) FROM ce_tags; SELECT count(*) FROM ce_tags; DELETE FROM awscost_cache; SELECT count(*) FROM "
     "ce_tags",
     false, "", true},
    {"costs_in_the_begun_sandbox", "sandbox", kUsual, false, nullptr, true},
};

INSTANTIATE_TEST_SUITE_P(Of, Allocations, testing::ValuesIn(kStatements),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace awscost
