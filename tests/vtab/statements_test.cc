// Statements that are open at the same time, triggers, and settings that change meanwhile: what counts as one
// statement, and which requests it sends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "loaded.h"
#include "tests/support/imposter.h"

namespace awscost {
namespace {

using support::Imposter;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kMonths =
    "SELECT printf('%.2f', unblended_cost) FROM ce_cost_and_usage WHERE granularity = 'MONTHLY' "
    "AND period_start >= '2026-09-01'";

// A statement that the test steps by hand and may leave unfinished.
class Stepped {
 public:
  Stepped(golden::Database& database, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database.handle());
    statement_.reset(statement);
  }

  // The first column of the next row; "done" after the last; or the error.
  std::string step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return "done";
    if (code != SQLITE_ROW) return sqlite3_errmsg(sqlite3_db_handle(statement_.get()));
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), 0));
    return text == nullptr ? "NULL" : text;
  }
  void reset() { sqlite3_reset(statement_.get()); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class StatementsTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    database_ = std::make_unique<golden::Database>(kExtension);
  }

  std::string run(const std::string& sql) { return database_->told(sql); }
  std::string requests() { return run("SELECT count(*) FROM awscost_requests"); }

  std::unique_ptr<golden::Database> database_;
};

TEST_F(StatementsTest, AnUnfinishedOneDoesNotAnswerForAnotherAccount) {
  Stepped unfinished(*database_, kMonths);
  const std::string first = unfinished.step();
  run("SELECT awscost_config('sandbox_seed', '2')");
  EXPECT_THAT(run(kMonths), Not(testing::StartsWith(first)));
  EXPECT_EQ(requests(), "2");
}

// The environment says who asks as much as a setting does.
TEST_F(StatementsTest, AVariableThatChangesHoldsFromTheNextScan) {
  Stepped unfinished(*database_, kMonths);
  const std::string first = unfinished.step();
  setenv("AWSCOST_SANDBOX_SEED", "2", 1);
  EXPECT_THAT(run(kMonths), Not(testing::StartsWith(first)));
  Stepped late(*database_, "SELECT 'total' UNION ALL " + std::string(kMonths));
  EXPECT_EQ(late.step(), "total");
  setenv("AWSCOST_SANDBOX_SEED", "1", 1);
  EXPECT_EQ(late.step(), first);
}

TEST_F(StatementsTest, WhatAScanHasBegunWithItEndsWith) {
  run("SELECT awscost_config('sandbox_page_size', '1')");
  Stepped one(*database_, "SELECT service FROM ce_cost_and_usage('service') WHERE period_start = '2026-11-20'");
  Stepped same(*database_, "SELECT service FROM ce_cost_and_usage('service') WHERE period_start = '2026-11-20'");
  const std::string first = one.step();
  EXPECT_EQ(same.step(), first);
  run("SELECT awscost_config('sandbox_seed', '2'); SELECT awscost_config('connector', 'aws')");
  const std::string second = one.step();
  EXPECT_NE(second, "done");
  EXPECT_EQ(run("SELECT group_concat(DISTINCT endpoint) FROM awscost_requests"), "sandbox (seed 1)");
}

TEST_F(StatementsTest, AnUnfinishedOneCountsItsRequestsForItselfAlone) {
  run("SELECT awscost_config('max_requests', '1')");
  Stepped unfinished(*database_, kMonths);
  EXPECT_NE(unfinished.step(), "done");
  EXPECT_THAT(run("SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE period_start = '2026-11-20'"), "1");
  EXPECT_THAT(run("SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE period_start = '2026-11-19'"), "1");
  EXPECT_EQ(run("SELECT awscost_last_cost()"), "0.01");
}

TEST_F(StatementsTest, AnUnfinishedOneDoesNotKeepListsFresh) {
  constexpr const char* kPlans = "SELECT name FROM apigateway_usage_plans";
  Stepped unfinished(*database_, kPlans);
  unfinished.step();
  const std::string before = requests();
  run(kPlans);
  EXPECT_NE(requests(), before) << "another statement asks anew";
}

TEST_F(StatementsTest, InterleavedOnesStayApart) {
  const std::string union_of_days =
      "SELECT unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-19' UNION ALL "
      "SELECT unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-20'";
  Stepped one(*database_, union_of_days);
  Stepped other(*database_, union_of_days);
  EXPECT_EQ(one.step(), other.step());
  EXPECT_EQ(requests(), "2");
  EXPECT_EQ(one.step(), other.step());
  EXPECT_EQ(requests(), "4");
  EXPECT_EQ(one.step(), "done");
  EXPECT_EQ(run("SELECT awscost_last_cost()"), "0.02");
  EXPECT_EQ(other.step(), "done");
}

TEST_F(StatementsTest, ARunThatWasResetIsOverAndAskedForAnew) {
  Stepped repeated(*database_, kMonths);
  const std::string first = repeated.step();
  repeated.reset();
  EXPECT_EQ(repeated.step(), first);
  EXPECT_EQ(requests(), "2");
}

constexpr const char* kTrigger =
    "CREATE TABLE day(d); CREATE TABLE cost(c);"
    "CREATE TEMP TRIGGER look AFTER INSERT ON day BEGIN "
    "INSERT INTO cost SELECT unblended_cost FROM ce_cost_and_usage WHERE period_start = new.d; END;";

TEST_F(StatementsTest, ATriggerIsAPartOfItsStatement) {
  run(kTrigger);
  EXPECT_EQ(run("INSERT INTO day VALUES ('2026-11-20'), ('2026-11-20'), ('2026-11-20')"), "");
  EXPECT_EQ(requests(), "1") << "a statement never sends the same request twice";
  EXPECT_EQ(run("SELECT count(*), count(DISTINCT c) FROM cost"), "3|1");
  EXPECT_EQ(run("SELECT awscost_last_cost()"), "0.01");
}

TEST_F(StatementsTest, MaxRequestsHoldsOverAllRowsThatFireATrigger) {
  run(kTrigger);
  run("SELECT awscost_config('max_requests', '1')");
  EXPECT_THAT(run("INSERT INTO day VALUES ('2026-11-18'), ('2026-11-19'), ('2026-11-20')"),
              HasSubstr("This statement has made 1 request for"));
  run("SELECT awscost_config('max_requests', '2')");
  EXPECT_EQ(run("INSERT INTO day VALUES ('2026-11-18'), ('2026-11-19'), ('2026-11-20')"), "")
      << "the second day brings all others";
}

TEST_F(StatementsTest, AnInsertThatIsRunAgainIsAnotherStatement) {
  run(kTrigger);
  Stepped insert(*database_, "INSERT INTO day VALUES ('2026-11-20')");
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(insert.step(), "done");
    insert.reset();
    EXPECT_EQ(requests(), std::to_string(i));
  }
}

TEST_F(StatementsTest, EachOfAScriptIsAnother) {
  run(kTrigger);
  run("INSERT INTO day VALUES ('2026-11-20'); INSERT INTO day VALUES ('2026-11-20')");
  EXPECT_EQ(requests(), "2");
}

TEST_F(StatementsTest, AChangeGoesToTheAccountItWasReadFrom) {
  const std::string read =
      "SELECT count(*) FROM bcm_bill_scenario_usage_modifications WHERE usage_group = 'moved' AND bill_scenario_id = "
      "(SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan')";
  run("SELECT awscost_config('writes', 'on')");
  EXPECT_EQ(
      run("BEGIN; UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'moved' WHERE bill_scenario_id = "
          "(SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan') AND service_code = 'AmazonS3'"),
      "--");
  run("SELECT awscost_config('sandbox_seed', '2')");
  EXPECT_EQ(run("COMMIT"), "");
  EXPECT_EQ(run(read), "0") << "of seed 2";
  run("SELECT awscost_config('sandbox_seed', '1')");
  EXPECT_NE(run(read), "0");
}

TEST_F(StatementsTest, ANewLineGoesWhereItWasInserted) {
  run("SELECT awscost_config('writes', 'on'); CREATE TABLE scenario AS SELECT id FROM bcm_bill_scenarios WHERE name = "
      "'quarter-plan'");
  EXPECT_EQ(run("BEGIN; INSERT INTO bcm_bill_scenario_usage_modifications (bill_scenario_id, service_code, usage_type, "
                "operation, usage_account_id, key) SELECT id, 'AmazonEC2', 'BoxUsage:m5.large', 'RunInstances', "
                "'100000000001', 'mine' FROM scenario"),
            "--");
  constexpr const char* kNew =
      "SELECT count(*) FROM bcm_bill_scenario_usage_modifications WHERE id IS NULL AND bill_scenario_id = (SELECT id "
      "FROM "
      "scenario)";
  EXPECT_EQ(run(kNew), "1");
  run("SELECT awscost_config('profile', 'other')");
  EXPECT_EQ(run(kNew), "0") << "it is not the other account's";
  run("COMMIT");
  EXPECT_EQ(run("SELECT profile IS NULL FROM awscost_writes"), "1");
}

constexpr const char* kOneMonth =
    R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"},)"
    R"("Total":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}},"Groups":[],"Estimated":false},)"
    R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-12-01"},)"
    R"("Total":{"UnblendedCost":{"Amount":"2.5","Unit":"USD"}},"Groups":[],"Estimated":true}]})";
constexpr const char* kAtAws =
    "SELECT unblended_cost FROM ce_cost_and_usage WHERE granularity = 'MONTHLY' AND period_start >= '2026-10-01'";

// Two accounts behind one endpoint, told apart by their keys.
class AtAws : public testing::Test {
 protected:
  void SetUp() override {
    aws_.reply_by([](const support::Received&) { return support::Answer{.body = kOneMonth}; });
    point_at(aws_.url());
    const std::string file = testing::TempDir() + "awscost-statements-" + std::to_string(getpid()) + ".ini";
    std::FILE* out = std::fopen(file.c_str(), "w");
    ASSERT_NE(out, nullptr);
    std::fputs(
        "[one]\naws_access_key_id = AKIDONE\naws_secret_access_key = a-secret-of-one\n"
        "[two]\naws_access_key_id = AKIDTWO\naws_secret_access_key = a-secret-of-two\n",
        out);
    std::fclose(out);
    setenv("AWS_SHARED_CREDENTIALS_FILE", file.c_str(), 1);
    for (const char* keys : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}) unsetenv(keys);
    setenv("AWS_PROFILE", "one", 1);
    database_ = std::make_unique<golden::Database>(kExtension);
  }

  // The access key of each request.
  std::string askers() const {
    std::string all;
    for (const support::Received& request : aws_.requests()) {
      const std::string authorization = request.header("Authorization");
      const std::size_t begin = authorization.find("AKID");
      all += (all.empty() ? "" : " ") + authorization.substr(begin, authorization.find('/', begin) - begin);
    }
    return all;
  }

  Imposter aws_;
  std::unique_ptr<golden::Database> database_;
};

TEST_F(AtAws, ASettingThatChangesIsAskedWith) {
  Stepped unfinished(*database_, kAtAws);
  EXPECT_EQ(unfinished.step(), "1.5");
  database_->run("SELECT awscost_config('profile', 'two')");
  EXPECT_EQ(database_->run(kAtAws).rows, "1.5\n2.5");
  EXPECT_EQ(unfinished.step(), "2.5");
  EXPECT_EQ(askers(), "AKIDONE AKIDTWO");
}

TEST_F(AtAws, TheEnvironmentIsReadOnceAStatement) {
  Stepped unfinished(*database_, kAtAws);
  EXPECT_EQ(unfinished.step(), "1.5");
  setenv("AWS_PROFILE", "two", 1);
  EXPECT_EQ(database_->run(kAtAws).rows, "1.5\n2.5");
  EXPECT_EQ(askers(), "AKIDONE AKIDTWO");
}

TEST_F(AtAws, AnotherEndpointIsAnotherQuestion) {
  Imposter other;
  other.reply_with({.body = kOneMonth});
  Stepped unfinished(*database_, kAtAws);
  EXPECT_EQ(unfinished.step(), "1.5");
  setenv("AWS_ENDPOINT_URL", other.url().c_str(), 1);
  EXPECT_EQ(database_->run(kAtAws).rows, "1.5\n2.5");
  EXPECT_EQ(other.requests().size(), 1U);
}

TEST_F(AtAws, FromAwsToTheSandboxAndBack) {
  Stepped unfinished(*database_, kAtAws);
  EXPECT_EQ(unfinished.step(), "1.5");
  database_->run("SELECT awscost_config('connector', 'sandbox')");
  EXPECT_THAT(database_->run(kAtAws).rows, Not(HasSubstr("1.5")));
  EXPECT_EQ(aws_.requests().size(), 1U);
}

TEST_F(AtAws, EachProfileOfOneStatementIsAskedForItself) {
  const golden::Outcome outcome = database_->run(
      "SELECT p, awscost_config('profile', p), (SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE granularity = "
      "'MONTHLY' AND period_start >= '2026-10-01' AND p <> '') FROM (SELECT 'one' AS p UNION ALL SELECT 'two')");
  EXPECT_EQ(outcome.rows, "one|one|4.0\ntwo|two|4.0");
  EXPECT_EQ(askers(), "AKIDONE AKIDTWO");
}

TEST_F(AtAws, TheLedgerSaysWhoWasAsked) {
  database_->run(kAtAws);
  EXPECT_EQ(database_->run("SELECT connector, profile, region, endpoint FROM awscost_requests").rows,
            "aws|NULL|us-east-1|" + aws_.url());
}

}  // namespace
}  // namespace awscost
