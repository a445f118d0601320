// INSERT, UPDATE, DELETE and transactions in SQL, through SQLite, over an AWS that answers from a script.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tables/bill_scenarios/scenario.h"
#include "tests/vtab/registered.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kGroups =
    "SELECT group_concat(coalesce(usage_group, '-'), ' ') FROM bcm_bill_scenario_usage_modifications";
constexpr const char* kInsert =
    "INSERT INTO bcm_bill_scenario_usage_modifications"
    "(bill_scenario_id, service_code, usage_type, operation, usage_account_id, usage_group) "
    "VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'AmazonS3', 'T', 'O', '111122223333', ";

class TransactionTest : public ::testing::Test {
 protected:
  TransactionTest() {
    scenario.list(kScenarioA, 3);
    register_source(connection.db(), scenario.shared_lines(), host);
    run_ok("CREATE TABLE plan(line TEXT, grp TEXT)");
  }

  std::string run(const std::string& sql) { return connection.run(sql); }
  void run_ok(const std::string& sql) { EXPECT_EQ(run(sql), "") << sql; }
  std::string rows(const std::string& sql) { return connection.rows(sql); }
  std::string groups() { return rows(kGroups); }
  static std::string update(const std::string& set, const std::string& where = "1") {
    return "UPDATE bcm_bill_scenario_usage_modifications SET " + set + " WHERE " + where + ";";
  }
  static std::string update(int line, const std::string& group) {
    return update("usage_group = '" + group + "'", "id = '" + line_id(line) + "'");
  }

  Scenario scenario;
  std::shared_ptr<vtab::Host> host = host_of([this] { return scenario.statements.begin(); });
  Connection connection;
};

TEST_F(TransactionTest, AnUpdateOutsideATransactionIsSentAtItsEnd) {
  run_ok(update("usage_group = 'blue'", "id <> '" + line_id(2) + "'"));
  EXPECT_EQ(sqlite3_changes(connection.db()), 2);
  EXPECT_THAT(scenario.aws.bodies(),
              ElementsAre(R"({"billScenarioId":")" + std::string(kScenarioA) + R"(","usageModifications":[{"id":")" +
                          line_id(1) + R"(","group":"blue"},{"id":")" + line_id(3) + R"(","group":"blue"}]})"));
  EXPECT_EQ(groups(), "old old old\n") << "the script's list does not change";
}

TEST_F(TransactionTest, NothingIsSentBeforeCommit) {
  run_ok("BEGIN");
  run_ok(update(1, "blue"));
  run_ok(update(1, "green"));
  run_ok(update("amounts = json_array(json_object('startHour', '2026-10-01', 'amount', 0.1))",
                "id = '" + line_id(2) + "'"));
  EXPECT_EQ(groups(), "green old old\n");
  EXPECT_EQ(rows("SELECT quantities FROM bcm_bill_scenario_usage_modifications WHERE id = '" + line_id(2) + "'"),
            "[{\"startHour\":1790812800,\"unit\":\"Hrs\",\"amount\":0.1}]\n");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
  run_ok("COMMIT");
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
}

TEST_F(TransactionTest, AConditionOnTheGroupSeesThePendingOne) {
  run_ok("BEGIN");
  run_ok(update(1, "blue"));
  const std::string count = "SELECT count(*) FROM bcm_bill_scenario_usage_modifications WHERE usage_group = ";
  EXPECT_EQ(rows(count + "'blue'"), "1\n");
  EXPECT_EQ(rows(count + "'old'"), "2\n");
  run_ok(update("usage_group = 'green'", "usage_group = 'blue'"));
  EXPECT_EQ(groups(), "green old old\n");
}

TEST_F(TransactionTest, RollbackSendsNothing) {
  run_ok("BEGIN");
  run_ok(update(1, "blue"));
  run_ok("DELETE FROM bcm_bill_scenario_usage_modifications WHERE id = '" + line_id(2) + "'");
  EXPECT_EQ(groups(), "blue old\n");
  run_ok("ROLLBACK");
  EXPECT_EQ(groups(), "old old old\n");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(TransactionTest, SavepointsNest) {
  run_ok("BEGIN");
  run_ok(update(1, "blue"));
  run_ok("SAVEPOINT a");
  run_ok(update(2, "blue"));
  run_ok("SAVEPOINT b");
  run_ok(update(3, "blue"));
  run_ok(kInsert + std::string("'new')"));
  EXPECT_EQ(groups(), "blue blue blue new\n");
  run_ok("ROLLBACK TO b");
  EXPECT_EQ(groups(), "blue blue old\n");
  run_ok(update(3, "green"));
  run_ok("RELEASE b");
  EXPECT_EQ(groups(), "blue blue green\n");
  run_ok("ROLLBACK TO a");
  EXPECT_EQ(groups(), "blue old old\n");
  run_ok("RELEASE a");
  run_ok("COMMIT");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr(line_id(1)), Not(HasSubstr(line_id(2)))));
}

// Of the savepoints before a table's first change, SQLite announces only the innermost.
TEST_F(TransactionTest, SavepointsFromBeforeTheFirstChangeTakeItBack) {
  run_ok("BEGIN");
  run_ok("SAVEPOINT a");
  run_ok("SAVEPOINT b");
  run_ok(update(1, "blue"));
  run_ok("SAVEPOINT c");
  run_ok(update(2, "blue"));
  run_ok("ROLLBACK TO b");
  EXPECT_EQ(groups(), "old old old\n");
  run_ok(update(3, "blue"));
  run_ok("RELEASE b");
  EXPECT_EQ(groups(), "old old blue\n");
  run_ok("ROLLBACK TO a");
  EXPECT_EQ(groups(), "old old old\n");
  run_ok(update(1, "green"));
  run_ok("RELEASE a");
  run_ok("COMMIT");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr("green"), Not(HasSubstr("blue"))));
}

TEST_F(TransactionTest, ASavepointCanBeTheTransaction) {
  run_ok("SAVEPOINT a");
  run_ok(update(1, "blue"));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
  run_ok("RELEASE a");
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
  run_ok("SAVEPOINT a");
  run_ok(update(1, "green"));
  run_ok("ROLLBACK TO a");
  run_ok("RELEASE a");
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
}

// The third line's group is too long: the error comes after two lines were queued.
TEST_F(TransactionTest, AnErrorInTheMiddleOfAStatementTakesTheStatementBack) {
  const std::string fails =
      update("usage_group = CASE id WHEN '" + line_id(3) + "' THEN 'not a group' ELSE 'blue' END");
  EXPECT_THAT(run(fails), HasSubstr("line " + line_id(3)));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
  EXPECT_EQ(groups(), "old old old\n");

  run_ok("BEGIN");
  run_ok(update(1, "green"));
  EXPECT_THAT(run(fails), HasSubstr("line " + line_id(3)));
  EXPECT_EQ(groups(), "green old old\n") << "earlier statements stay";
  run_ok("COMMIT");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr("green"), Not(HasSubstr("blue"))));
}

std::string insert_two(const std::string& conflict, const std::string& second_group) {
  return "INSERT" + conflict +
         " INTO bcm_bill_scenario_usage_modifications"
         "(bill_scenario_id, service_code, usage_type, operation, usage_account_id, usage_group) "
         "VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'AmazonS3', 'T', 'O', '111122223333', 'first'), "
         "('aaaaaaaa-0000-4000-8000-000000000001', 'AmazonS3', 'T', 'O', '111122223333', '" +
         second_group + "')";
}

// SQLite rolls back for OR ROLLBACK only after SQLITE_CONSTRAINT; after another error COMMIT would send the rest.
TEST_F(TransactionTest, OrRollbackEndsTheTransaction) {
  for (const std::string& statement :
       {insert_two(" OR ROLLBACK", "not a group"),
        "UPDATE OR ROLLBACK bcm_bill_scenario_usage_modifications SET usage_group = 'not a group' WHERE id = '" +
            line_id(3) + "'"}) {
    run_ok("BEGIN");
    run_ok("INSERT INTO plan VALUES ('x', 'y')");
    run_ok(update(1, "green"));
    EXPECT_THAT(run(statement), HasSubstr("not a group")) << "the sentence stays";
    EXPECT_NE(sqlite3_get_autocommit(connection.db()), 0) << statement;
    EXPECT_EQ(rows("SELECT count(*) FROM plan"), "0\n");
    EXPECT_EQ(groups(), "old old old\n");
    EXPECT_THAT(run("COMMIT"), HasSubstr("no transaction is active"));
    EXPECT_THAT(scenario.aws.calls, IsEmpty());
  }
}

// OR FAIL keeps what the statement did before the line. The others take back the statement and nothing else: a refused
// line is not one that exists already, so OR IGNORE does not leave it out unnoticed and OR REPLACE replaces nothing.
TEST_F(TransactionTest, OtherConflictClausesKeepTheTransaction) {
  for (const std::string conflict : {"", " OR ABORT", " OR IGNORE", " OR REPLACE", " OR FAIL"}) {
    scenario.aws.forget_calls();
    run_ok("BEGIN");
    run_ok(update(1, "green"));
    EXPECT_THAT(run(insert_two(conflict, "not a group")), HasSubstr("not a group")) << conflict;
    EXPECT_EQ(sqlite3_get_autocommit(connection.db()), 0) << conflict;
    EXPECT_EQ(groups(), conflict == " OR FAIL" ? "green old old first\n" : "green old old\n") << conflict;
    run_ok("COMMIT");
    EXPECT_EQ(scenario.aws.operations(), conflict == " OR FAIL"
                                             ? std::vector<std::string>({"BatchUpdate", "BatchCreate"})
                                             : std::vector<std::string>({"BatchUpdate"}))
        << conflict;
  }
}

TEST_F(TransactionTest, ConflictClausesChangeNothingForLinesThatAreTaken) {
  for (const std::string conflict : {" OR ROLLBACK", " OR ABORT", " OR IGNORE", " OR REPLACE", " OR FAIL"}) {
    scenario.aws.forget_calls();
    run_ok(insert_two(conflict, "second"));
    ASSERT_EQ(scenario.aws.calls.size(), 1U) << conflict;
    EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr("first"), HasSubstr("second"))) << conflict;
  }
}

TEST_F(TransactionTest, NativeTablesAreRolledBackWhenAwsRefuses) {
  scenario.aws.answers = {refuse_all("CONFLICT", "busy")};
  run_ok("BEGIN");
  run_ok("INSERT INTO plan VALUES ('x', 'y')");
  run_ok(update(1, "blue"));
  EXPECT_THAT(run("COMMIT"), AllOf(HasSubstr("0 applied, 1 refused"), HasSubstr("CONFLICT: busy")));
  EXPECT_EQ(rows("SELECT count(*) FROM plan"), "0\n");
  EXPECT_NE(sqlite3_get_autocommit(connection.db()), 0) << "no transaction is left open";
  EXPECT_EQ(groups(), "old old old\n");
  run_ok("BEGIN");
  run_ok(update(1, "green"));
  run_ok("COMMIT");
  EXPECT_THAT(scenario.aws.calls.back().body, HasSubstr("green"));
}

TEST_F(TransactionTest, AnInterruptDuringCommitSaysWhatWasSent) {
  scenario.aws.while_sending = [this] { sqlite3_interrupt(connection.db()); };
  scenario.aws.answers = {lose()};
  EXPECT_THAT(run(update(1, "blue")), HasSubstr("1 unknown"));
  EXPECT_EQ(connection.last_code(), SQLITE_INTERRUPT);
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
  scenario.aws.while_sending = [] {};
  run_ok(update(1, "blue"));
}

TEST_F(TransactionTest, ACommitCanHappenWhileARowIsRead) {
  sqlite3_stmt* reading = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(connection.db(), "SELECT id FROM bcm_bill_scenario_usage_modifications", -1, &reading,
                               nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(reading), SQLITE_ROW);
  run_ok(update(1, "blue"));
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_EQ(sqlite3_step(reading), SQLITE_ROW);
  sqlite3_finalize(reading);
}

TEST_F(TransactionTest, InsertReturning) {
  EXPECT_EQ(rows(kInsert + std::string("'new') RETURNING rowid, service_code, usage_group, id, amounts")),
            "-1|AmazonS3|new|NULL|NULL\n");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_EQ(scenario.log_rows()[0], "create|n1=new-n1|applied|NULL|NULL");
}

TEST_F(TransactionTest, InsertFromTheTableItself) {
  run_ok(
      "INSERT INTO bcm_bill_scenario_usage_modifications"
      "(bill_scenario_id, service_code, usage_type, operation, usage_account_id, usage_group, amounts) "
      "SELECT bill_scenario_id, service_code, usage_type, operation, usage_account_id, 'copy', "
      "(SELECT json_group_array(json_object('startHour', value ->> 'startHour', 'amount', value ->> 'amount')) "
      "FROM json_each(quantities)) FROM bcm_bill_scenario_usage_modifications WHERE usage_group = 'old'");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  const std::string line = R"("serviceCode":"AmazonEC2","usageType":"BoxUsage:m5.large","operation":"RunInstances",)"
                           R"("group":"copy","usageAccountId":"111122223333","amounts":[{"startHour":0,"amount":10}]})";
  EXPECT_THAT(scenario.aws.calls[0].body,
              HasSubstr("[{\"key\":\"n1\"," + line + ",{\"key\":\"n2\"," + line + ",{\"key\":\"n3\"," + line + "]"));
}

TEST_F(TransactionTest, APendingInsertIsUpdatedAndDeleted) {
  run_ok("BEGIN");
  run_ok(kInsert + std::string("'one')"));
  run_ok(kInsert + std::string("'two')"));
  run_ok(update("usage_group = 'three'", "usage_group = 'one'"));
  run_ok("DELETE FROM bcm_bill_scenario_usage_modifications WHERE usage_group = 'two'");
  EXPECT_EQ(groups(), "old old old three\n");
  run_ok("COMMIT");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr("three"), Not(HasSubstr("two"))));
}

TEST_F(TransactionTest, UpdateFromASubquery) {
  run_ok("INSERT INTO plan VALUES ('" + line_id(1) + "', 'blue'), ('" + line_id(3) + "', 'green')");
  run_ok(update("usage_group = (SELECT grp FROM plan WHERE line = id)", "id IN (SELECT line FROM plan)"));
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body,
              AllOf(HasSubstr(line_id(1) + R"(","group":"blue")"), HasSubstr(line_id(3) + R"(","group":"green")"),
                    Not(HasSubstr(line_id(2)))));
}

// Older SQLite passes every column as if it were set; that is refused with a sentence that says what to write instead.
TEST_F(TransactionTest, UpdateFromAJoin) {
  run_ok("INSERT INTO plan VALUES ('" + line_id(1) + "', 'blue'), ('" + line_id(3) + "', 'green')");
  const std::string join =
      "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = plan.grp FROM plan WHERE plan.line = id";
  const std::string sentence = run(join);
  if (sentence.empty()) {
    ASSERT_EQ(scenario.aws.calls.size(), 1U);
    EXPECT_THAT(scenario.aws.calls[0].body,
                AllOf(HasSubstr(line_id(1) + R"(","group":"blue")"), HasSubstr(line_id(3) + R"(","group":"green")"),
                      Not(HasSubstr(line_id(2)))));
    return;
  }
  EXPECT_LT(sqlite3_libversion_number(), 3054000) << "this SQLite can do it";
  EXPECT_THAT(sentence, HasSubstr("write SET column = (SELECT"));
  EXPECT_THAT(run(join + " AND profile = 'prod'"),
              AllOf(HasSubstr("sets every column"), HasSubstr("write SET column = (SELECT")));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(TransactionTest, DeleteTakesEveryLineThatMatches) {
  run_ok("DELETE FROM bcm_bill_scenario_usage_modifications WHERE usage_group = 'old' OR service_code = 'AmazonEC2'");
  EXPECT_EQ(sqlite3_changes(connection.db()), 3);
  EXPECT_THAT(scenario.aws.operations(), ElementsAre("BatchDelete"));
}

TEST_F(TransactionTest, RowidsAreNotToBeSet) {
  EXPECT_THAT(run(update("rowid = 5")), HasSubstr("rowid cannot be given or set"));
  EXPECT_THAT(run("INSERT INTO bcm_bill_scenario_usage_modifications(rowid, service_code) VALUES (1, 'x')"),
              HasSubstr("rowid cannot be given or set"));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(TransactionTest, OtherColumnsAreNotToBeSet) {
  EXPECT_THAT(run(update("operation = 'x'")), HasSubstr("not operation"));
  EXPECT_THAT(run(update("usage_group = 'x', quantities = '[]'")), HasSubstr("Set amounts instead"));
  EXPECT_THAT(run(update("profile = 'x'")), HasSubstr("WHERE profile"));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

// An UPDATE reads every column. Its inputs need not be bound for that, but must not read a wrong value.
TEST_F(TransactionTest, AnInputOfAnUpdateIsBoundOrUnused) {
  run_ok(update("usage_group = 'blue'", "profile = 'prod'"));
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_EQ(scenario.aws.profile(0), "prod");
  EXPECT_THAT(run(update("usage_group = 'blue'", "lower(profile) = 'prod'")), HasSubstr("profile"));
  EXPECT_THAT(run(update("usage_group = profile")), HasSubstr("profile"));
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
}

TEST_F(TransactionTest, ATriggerIsRefused) {
  run_ok(
      "CREATE TRIGGER t AFTER INSERT ON plan BEGIN "
      "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'blue'; END");
  EXPECT_THAT(run("INSERT INTO plan VALUES ('x', 'y')"), HasSubstr("changed only by a statement that names it"));
  for (const wire::Call& call : scenario.aws.calls) EXPECT_THAT(call.operation, Not(HasSubstr("Batch")));
}

TEST_F(TransactionTest, CreateVirtualTableIsRefusedWithASentence) {
  EXPECT_THAT(run("CREATE VIRTUAL TABLE mine USING bcm_bill_scenario_usage_modifications"),
              HasSubstr("write SELECT * FROM bcm_bill_scenario_usage_modifications"));
}

TEST_F(TransactionTest, ATableWithoutAWriterStaysReadOnly) {
  register_source(connection.db(), bill_scenarios::writes_table(scenario.log));
  EXPECT_THAT(run("DELETE FROM awscost_writes"), HasSubstr("may not be modified"));
}

TEST_F(TransactionTest, StatementsThatChangeNothingSendNothing) {
  run_ok(update(9, "blue"));
  run_ok("BEGIN; COMMIT");
  run_ok(update("usage_group = 'blue'", "0"));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(TransactionTest, ManyStatementsInOneTransaction) {
  scenario.list(kScenarioA, 97);
  run_ok("BEGIN");
  for (int i = 1; i <= 100; ++i) run_ok(update(i, "g" + std::to_string(i)));
  run_ok("COMMIT");
  EXPECT_EQ(scenario.aws.calls.size(), 4U);
}

}  // namespace
}  // namespace awscost::test
