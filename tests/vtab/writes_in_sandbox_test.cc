// Bill scenario lines changed in SQL and checked by the sandbox's Pricing Calculator, which shares no code with the
// writer of the requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sandbox/sandbox.h"
#include "connectors/tables/assembly/operation_source.h"
#include "connectors/tables/bill_scenarios/client_token.h"
#include "connectors/tables/operations/operations.h"
#include "sql/text/instant.h"
#include "tests/tables/bill_scenarios/scenario.h"
#include "tests/vtab/registered.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The sandbox behind a network that loses answers: the requests are carried out all the same.
class Unreliable : public asking::Sender {
 public:
  explicit Unreliable(wire::Connector& connector) : connector_(connector) {}
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answer) override {
    for (std::size_t i = 0; i < questions.size(); ++i) answer(i, {.outcome = outcome_of(questions[i], interrupted)});
  }
  std::vector<asking::Question> sent;  // those that change something
  int creations = 0;
  int answered = 1'000'000;  // the answers of later creations are lost

 private:
  wire::Outcome outcome_of(const asking::Question& question, const sql::Interrupted& interrupted) {
    wire::Outcome outcome = wire::outcome_of(connector_, question.call, interrupted);
    if (question.call.operation.starts_with("Batch")) sent.push_back(question);
    if (question.call.operation.starts_with("BatchCreate") && ++creations > answered) {
      return wire::SendError("The answer did not come.", true);
    }
    return outcome;
  }

  wire::Connector& connector_;
};

class SandboxWrites : public ::testing::Test {
 protected:
  SandboxWrites() {
    register_source(connection.db(), listed("bcm_bill_scenarios"), host);
    register_source(
        connection.db(),
        std::make_shared<bill_scenarios::BillScenarioLines>(
            listed("bcm_bill_scenario_usage_modifications"),
            bill_scenarios::Options{.resolver = resolver,
                                    .statements = statements,
                                    .writes_on = [] { return true; },
                                    .times_writes_set = [this] { return times_writes_set; },
                                    .limits = [] { return asking::Limits{.budget = 0, .max_requests = 100}; },
                                    .now = [] { return now(); },
                                    .new_token = bill_scenarios::new_client_token,
                                    .log = log}),
        host);
    register_source(connection.db(), bill_scenarios::writes_table(log), host);
    ready = id_of("READY");
  }

  static text::Seconds now() { return *text::parse_instant("2026-11-07 10:00:00"); }

  std::unique_ptr<sql::Source> listed(std::string_view table) {
    return std::make_unique<assembly::OperationSource>(*find_operation(table), page::RowsDecoded());
  }

  std::string id_of(const std::string& status) {
    const std::string id = connection.rows("SELECT min(id) FROM bcm_bill_scenarios WHERE status = '" + status + "'");
    return id.substr(0, id.find('\n'));
  }

  void run_ok(const std::string& sql) { EXPECT_EQ(connection.run(sql), "") << sql; }
  std::string of_ready(const std::string& what, const std::string& besides = "1") {
    return connection.rows("SELECT " + what + " FROM bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = '" +
                           ready + "' AND " + besides);
  }
  std::string insert(const std::string& group, int lines = 1) const {
    return "INSERT INTO bcm_bill_scenario_usage_modifications(bill_scenario_id, service_code, usage_type, operation, "
           "usage_account_id, usage_group, amounts) "
           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
           std::to_string(lines) + ") SELECT '" + ready +
           "', 'AmazonEC2', 'BoxUsage:m5.large', 'RunInstances', (SELECT min(usage_account_id) FROM "
           "bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = '" +
           ready + "'), '" + group +
           "', json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', i)) FROM n";
  }

  sandbox::Sandbox sandbox{sandbox::Options{.now = [] { return now(); }}};
  Unreliable unreliable{sandbox};
  FixedResolver resolver{sandbox};
  asking::Statements statements{unreliable, resolver};
  bill_scenarios::WriteLog log;
  std::uint64_t times_writes_set = 0;
  std::shared_ptr<vtab::Host> host = host_of([this] { return statements.begin(); });
  Connection connection;
  std::string ready;
};

TEST_F(SandboxWrites, ALineIsCreatedChangedAndDeleted) {
  run_ok(insert("wr"));
  EXPECT_EQ(of_ready("count(*), min(json_extract(quantities, '$[0].amount')) = 1", "usage_group = 'wr'"), "1|1\n");
  const std::string id = connection.rows("SELECT line_id FROM awscost_writes WHERE outcome = 'applied'");
  EXPECT_EQ(of_ready("id", "usage_group = 'wr'"), id) << "awscost_writes tells the new id";

  run_ok(
      "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'wr2', "
      "amounts = json_array(json_object('startHour', '2026-10-02', 'amount', 0.1)) "
      "WHERE bill_scenario_id = '" +
      ready + "' AND usage_group = 'wr'");
  EXPECT_EQ(of_ready("json_extract(quantities, '$[0].startHour'), json_extract(quantities, '$[0].amount')",
                     "usage_group = 'wr2'"),
            "1790899200|0.1\n");

  run_ok("DELETE FROM bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = '" + ready +
         "' AND usage_group = 'wr2'");
  EXPECT_EQ(of_ready("count(*)", "usage_group LIKE 'wr%'"), "0\n");
}

TEST_F(SandboxWrites, SixtyLinesInThreeBatches) {
  run_ok("BEGIN");
  run_ok(insert("many", 60));
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'many'"), "60\n");
  run_ok("COMMIT");
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'many'"), "60\n");
  EXPECT_EQ(connection.rows("SELECT count(*), count(DISTINCT line_id), count(DISTINCT request_id) FROM awscost_writes"),
            "60|60|3\n");
  run_ok("UPDATE bcm_bill_scenario_usage_modifications SET usage_group = NULL WHERE bill_scenario_id = '" + ready +
         "' AND usage_group = 'many'");
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'many'"), "0\n");
}

TEST_F(SandboxWrites, AnInsertRepeatedAfterALostAnswerMakesNothingTwice) {
  unreliable.answered = 1;
  EXPECT_THAT(connection.run(insert("again", 30)), HasSubstr("25 applied, 0 refused, 5 unknown, 0 not sent"));
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'again'"), "30\n");
  unreliable.answered = 1'000'000;
  run_ok(insert("again", 30));
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'again'"), "30\n");
  EXPECT_EQ(connection.rows("SELECT count(DISTINCT w.line_id) FROM awscost_writes AS w "
                            "JOIN bcm_bill_scenario_usage_modifications AS m ON m.id = w.line_id "
                            "WHERE w.id > 30 AND m.bill_scenario_id = '" +
                            ready + "'"),
            "30\n")
      << "awscost_writes tells all the ids";
  run_ok(insert("again", 30));
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'again'"), "60\n") << "on purpose";
}

// The sandbox lists the same scenarios for every profile, so to SQL the same ids are lines of two accounts.
class TwoProfiles : public SandboxWrites {
 protected:
  TwoProfiles() { id = connection.rows("SELECT min(id) FROM " + table + where()).substr(0, 36); }

  std::string where() const { return " WHERE bill_scenario_id = '" + ready + "'"; }
  std::string line(const std::string& profiles) const { return where() + " AND id = '" + id + "' AND " + profiles; }
  std::string shown() {
    return connection.rows("SELECT profile, usage_group FROM " + table + line("profile IN ('a', 'b')") + " ORDER BY 1");
  }
  std::string insert_with_key(const std::string& scenario, const std::string& profile) const {
    return "INSERT INTO " + table +
           "(profile, bill_scenario_id, key, service_code, usage_type, operation, usage_account_id) SELECT '" +
           profile + "', '" + scenario + "', 'k1', 'AmazonEC2', 'BoxUsage:m5.large', 'RunInstances', " +
           "min(usage_account_id) FROM " + table + where();
  }
  // "<profile> <the text in its request>"
  std::vector<std::string> sent(const std::vector<std::string>& texts) const {
    std::vector<std::string> out;
    for (const asking::Question& question : unreliable.sent) {
      out.push_back(question.destination->profile);
      for (const std::string& text : texts) {
        if (question.call.body.find(text) != std::string::npos) out.back() += " " + text;
      }
    }
    return out;
  }

  const std::string table = "bcm_bill_scenario_usage_modifications";
  std::string id;
};

TEST_F(TwoProfiles, AnUpdateOfBothIsSentToBoth) {
  run_ok("UPDATE " + table + " SET usage_group = 'g1'" + line("profile IN ('a', 'b')"));
  EXPECT_THAT(sent({"g1"}), ElementsAre("a g1", "b g1"));
}

TEST_F(TwoProfiles, EachGetsItsOwnUpdate) {
  run_ok("BEGIN");
  run_ok("UPDATE " + table + " SET usage_group = 'ONLYA'" + line("profile = 'a'"));
  run_ok("UPDATE " + table + " SET usage_group = 'ONLYB'" + line("profile = 'b'"));
  EXPECT_EQ(shown(), "a|ONLYA\nb|ONLYB\n");
  run_ok("COMMIT");
  EXPECT_THAT(sent({"ONLYA", "ONLYB"}), ElementsAre("a ONLYA", "b ONLYB"));
}

TEST_F(TwoProfiles, ADeletionHidesTheLineOfOne) {
  run_ok("UPDATE " + table + " SET usage_group = 'both'" + where() + " AND id = '" + id + "'");
  run_ok("BEGIN");
  run_ok("DELETE FROM " + table + line("profile = 'a'"));
  EXPECT_EQ(shown(), "b|both\n");
  run_ok("ROLLBACK");
  EXPECT_EQ(shown(), "a|both\nb|both\n");
}

TEST_F(TwoProfiles, AKeyIsGivenOnceInEach) {
  run_ok("BEGIN");
  run_ok(insert_with_key(ready, "a"));
  run_ok(insert_with_key(ready, "b"));
  EXPECT_THAT(connection.run(insert_with_key(ready, "b")),
              HasSubstr("the key 'k1' is given twice among the new lines of scenario " + ready + " of profile 'b'."));
  run_ok("COMMIT");
  EXPECT_THAT(sent({"k1"}), ElementsAre("a k1", "b k1"));
}

TEST_F(TwoProfiles, ARefusalNamesTheProfile) {
  EXPECT_THAT(connection.run(insert_with_key(id_of("LOCKED"), "b")),
              HasSubstr("AWS refused a whole request of profile 'b': ConflictException"));
}

TEST_F(SandboxWrites, ALockedScenarioRefusesTheRequest) {
  const std::string locked = id_of("LOCKED");
  const std::string before = connection.rows(
      "SELECT group_concat(usage_group) FROM bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = '" +
      locked + "'");
  const std::string update =
      "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'wr' "
      "WHERE bill_scenario_id = '" +
      locked + "'";
  EXPECT_THAT(connection.run(update), AllOf(HasSubstr("0 applied"), HasSubstr("ConflictException")));
  EXPECT_EQ(
      connection.rows(
          "SELECT group_concat(usage_group) FROM bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = '" +
          locked + "'"),
      before);
}

// A host that does not notice the failure goes on, in autocommit now: its next change would be applied before its
// ROLLBACK.
TEST_F(SandboxWrites, AfterAFailedCommitNothingIsAppliedUntilBegin) {
  const std::string update =
      "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'wr' WHERE bill_scenario_id = '";
  run_ok("BEGIN");
  run_ok(update + id_of("LOCKED") + "'");
  EXPECT_THAT(connection.run("COMMIT"), HasSubstr("ConflictException"));
  EXPECT_THAT(connection.run(update + ready + "'"), AllOf(HasSubstr("the last COMMIT failed"), HasSubstr("BEGIN")));
  EXPECT_NE(connection.run("ROLLBACK"), "") << "SQLite knows of no transaction";
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'wr'"), "0\n");
  ++times_writes_set;
  run_ok(insert("allowed"));

  run_ok("BEGIN");
  run_ok(update + ready + "'");
  run_ok("ROLLBACK");
  run_ok(insert("one"));
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'one'"), "1\n") << "BEGIN has shown that the host knows";

  run_ok("SAVEPOINT s");
  run_ok(update + id_of("LOCKED") + "'");
  EXPECT_NE(connection.run("RELEASE s"), "");
  run_ok(insert("two"));
  run_ok("ROLLBACK");  // SQLite leaves the transaction of a savepoint open
  EXPECT_EQ(of_ready("count(*)", "usage_group = 'two'"), "0\n");
}

// A statement that is its own transaction fails as a whole, which every host notices.
TEST_F(SandboxWrites, AFailedStatementOfItsOwnHoldsBackNothing) {
  EXPECT_NE(
      connection.run("UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'wr' WHERE bill_scenario_id = '" +
                     id_of("LOCKED") + "'"),
      "");
  run_ok(insert("one"));
}

}  // namespace
}  // namespace awscost::test
