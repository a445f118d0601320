// A database file that somebody else made: none of its schema objects may change a setting or read a secret, whatever
// its names, comments and statements say.
//
// The attacker makes the file with functions and tables of their own under our names, so that SQLite lets them write
// it; the user then opens it with the extension. Run on three versions of SQLite by
// tests/outside/sqlite_versions_test.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What changes all three settings, as one expression.
const std::string kAttack =
    "(awscost_config('budget', '9999') IS NOT NULL) + (awscost_config('writes', 'on') IS NOT NULL) + "
    "(awscost_config('log', '/tmp/awscost-foreign-log') IS NOT NULL)";

struct Case {
  const char* name;
  std::vector<std::string> schema;   // the attacker's
  std::vector<std::string> victims;  // what the user runs, each of which may fail
};

std::ostream& operator<<(std::ostream& out, const Case& each) {
  return out << each.name;
}

// The names hold the function's, so that the user's own text does as well.
const Case kCases[] = {
    {"check",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT CHECK(" + kAttack + "))"},
     {"INSERT INTO awscost_config_notes(note) VALUES ('hello')", "PRAGMA integrity_check(awscost_config_notes)",
      "PRAGMA quick_check /* awscost_config */", "VACUUM -- awscost_config"}},
    {"check_upsert",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT, CHECK(" + kAttack + "))"},
     {"INSERT INTO awscost_config_notes VALUES (1, 'a') ON CONFLICT(id) DO UPDATE SET note = 'b'",
      "INSERT INTO awscost_config_notes VALUES (2, 'a') RETURNING id",
      "WITH x AS (SELECT 1) INSERT INTO awscost_config_notes SELECT 3, 'select awscost_config' FROM x",
      "UPDATE awscost_config_notes SET note = 'c'"}},
    {"default",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT DEFAULT (" + kAttack + "))"},
     {"INSERT INTO awscost_config_notes(id) VALUES (1)",
      "INSERT INTO awscost_config_notes DEFAULT VALUES RETURNING note", "SELECT note FROM awscost_config_notes"}},
    {"generated_virtual",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note AS (" + kAttack + ") VIRTUAL)",
      "INSERT INTO awscost_config_notes(id) VALUES (1)"},
     {"SELECT note FROM awscost_config_notes", "SELECT * FROM awscost_config_notes WHERE note > 0",
      "SELECT awscost_config('budget'), note FROM awscost_config_notes",
      "SELECT 'awscost_config(1, 2)' AS \"awscost_config('budget', '2')\", note FROM awscost_config_notes -- "
      "awscost_config(1, 2)",
      "INSERT INTO awscost_config_notes(id) VALUES (2)"}},
    {"generated_stored",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note AS (" + kAttack + ") STORED)"},
     {"INSERT INTO awscost_config_notes(id) VALUES (1)", "UPDATE awscost_config_notes SET id = 2",
      "SELECT note FROM awscost_config_notes"}},
    {"index",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT)",
      "CREATE INDEX i ON awscost_config_notes(" + kAttack + ")"},
     {"INSERT INTO awscost_config_notes VALUES (1, 'a')", "REINDEX i -- awscost_config"}},
    {"partial_index",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT)",
      "CREATE INDEX i ON awscost_config_notes(note) WHERE " + kAttack},
     {"INSERT INTO awscost_config_notes VALUES (1, 'a')", "REINDEX -- awscost_config"}},
    {"trigger",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT)",
      "CREATE TRIGGER t AFTER INSERT ON awscost_config_notes BEGIN SELECT " + kAttack + "; END"},
     {"INSERT INTO awscost_config_notes VALUES (1, 'a')",
      "INSERT INTO awscost_config_notes VALUES (2, 'a') RETURNING id"}},
    {"trigger_when",
     {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note TEXT)",
      "CREATE TRIGGER t BEFORE INSERT ON awscost_config_notes WHEN " + kAttack + " BEGIN SELECT 1; END"},
     {"INSERT INTO awscost_config_notes VALUES (1, 'a')"}},
    {"view",
     {"CREATE VIEW awscost_config_notes AS SELECT " + kAttack + " AS note"},
     {"SELECT note FROM awscost_config_notes", "CREATE TEMP TABLE copy AS SELECT * FROM awscost_config_notes"}},
    {"view_instead_of",
     {"CREATE VIEW awscost_config_notes AS SELECT 1 AS note",
      "CREATE TRIGGER t INSTEAD OF INSERT ON awscost_config_notes BEGIN SELECT " + kAttack + "; END"},
     {"INSERT INTO awscost_config_notes VALUES (1)"}},
};

void innocent(sqlite3_context* context, int, sqlite3_value**) {
  sqlite3_result_int(context, 0);
}

class ForeignFile {
 public:
  explicit ForeignFile(const std::vector<std::string>& schema) : path_(testing::TempDir() + "awscost-foreign.db") {
    std::remove(path_.c_str());
    sqlite3* made = nullptr;
    EXPECT_EQ(sqlite3_open(path_.c_str(), &made), SQLITE_OK);
    sqlite3_create_function(made, "awscost_config", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                            innocent, nullptr, nullptr);
    for (const std::string& statement : schema) {
      char* error = nullptr;
      EXPECT_EQ(sqlite3_exec(made, statement.c_str(), nullptr, nullptr, &error), SQLITE_OK)
          << statement << ": " << error;
      sqlite3_free(error);
    }
    sqlite3_close(made);
  }
  ~ForeignFile() { std::remove(path_.c_str()); }
  ForeignFile(const ForeignFile&) = delete;
  ForeignFile& operator=(const ForeignFile&) = delete;

  // The extension in a connection whose main database is the file.
  std::unique_ptr<golden::Database> opened() const {
    golden::ask_the_sandbox();
    return std::make_unique<golden::Database>(kExtension, path_);
  }

 private:
  std::string path_;
};

class ForeignSchema : public testing::TestWithParam<Case> {};

TEST_P(ForeignSchema, ChangesNoSetting) {
  const Case& each = GetParam();
  const ForeignFile file(each.schema);
  const auto database = file.opened();
  const std::string settings =
      "SELECT awscost_config('budget'), awscost_config('writes'), awscost_config('log'), "
      "(SELECT count(*) FROM awscost_settings WHERE source = 'call')";
  for (const std::string& statement : each.victims) {
    database->run(statement);
    const golden::Outcome now = database->run(settings);
    // SQLite may refuse the whole schema, and with it every statement of the connection.
    if (now.error.starts_with("malformed database schema")) continue;
    EXPECT_EQ(now.rows + now.error, "1.00|off||0") << statement;
  }
}

INSTANTIATE_TEST_SUITE_P(Each, ForeignSchema, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

// Tables with a secret column are for direct statements: a view or trigger of the file cannot carry it away.
TEST(ForeignSecrets, FlowIntoNoFile) {
  for (const char* secrets : {"apigateway_api_keys", "apigateway_usage_plan_keys"}) {
    const std::string from = std::string(" FROM ") + secrets;
    const ForeignFile file(
        {"CREATE TABLE notes(note TEXT)", "CREATE TABLE loot(value TEXT)",
         "CREATE TRIGGER t AFTER INSERT ON notes BEGIN INSERT INTO loot SELECT value" + from + "; END",
         "CREATE VIEW keys AS SELECT value" + from});
    const auto database = file.opened();
    EXPECT_THAT(database->run("INSERT INTO notes VALUES ('hello')").error, HasSubstr("unsafe use of virtual table"));
    EXPECT_THAT(database->run("SELECT * FROM keys").error, HasSubstr("unsafe use of virtual table"));
    EXPECT_EQ(database->run("SELECT count(*) FROM loot").rows, "0");
    EXPECT_THAT(database->run("SELECT count(value)" + from).rows, Not(testing::AnyOf("", "0")))
        << "a direct statement reads";
    EXPECT_EQ(database->run("CREATE TEMP VIEW mine AS SELECT value" + from).error, "");
    EXPECT_THAT(database->run("SELECT count(value) FROM mine").rows, Not(testing::AnyOf("", "0")))
        << "the user's own view";
  }
}

// The user's connection may write, and no trigger of the file may: whatever it fires on, and whatever the user's statement
// says.
struct Writer {
  const char* name;
  std::vector<std::string> schema;
  std::vector<std::string> victims;
};

std::ostream& operator<<(std::ostream& out, const Writer& each) {
  return out << each.name;
}

const std::string kLines = "bcm_bill_scenario_usage_modifications";
const std::string kQuarterPlan = "bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan')";
const std::string kUpdateLines = "UPDATE " + kLines + " SET usage_group = 'x' WHERE " + kQuarterPlan + ";";
const std::string kDeleteLines = "DELETE FROM " + kLines + " WHERE " + kQuarterPlan + ";";

std::string trigger_on(const std::string& event, const std::string& body) {
  return "CREATE TRIGGER t " + event + " BEGIN " + body + " END";
}

// The column has the table's name, so that the user's statement names it.
const std::string kNotes = "CREATE TABLE notes(id INTEGER PRIMARY KEY, " + kLines + " TEXT)";

const Writer kWriters[] = {
    {"after_insert",
     {kNotes, trigger_on("AFTER INSERT ON notes", kUpdateLines)},
     {"INSERT INTO notes(" + kLines + ") VALUES ('a')", "INSERT INTO notes VALUES (7, 'UPDATE " + kLines + "')",
      "INSERT INTO notes SELECT 8, service_code FROM " + kLines + " WHERE " + kQuarterPlan + " LIMIT 1",
      "INSERT INTO notes VALUES (9, 'a') ON CONFLICT DO NOTHING RETURNING id"}},
    {"before_update",
     {kNotes, "INSERT INTO notes VALUES (1, 'a')", trigger_on("BEFORE UPDATE ON notes", kDeleteLines)},
     {"UPDATE notes SET " + kLines + " = 'b'", "UPDATE notes SET " + kLines + " = 'b' RETURNING *",
      "INSERT INTO notes VALUES (1, 'c') ON CONFLICT(id) DO UPDATE SET " + kLines + " = 'c'"}},
    {"after_delete",
     {kNotes, "INSERT INTO notes VALUES (1, 'a')", trigger_on("AFTER DELETE ON notes", kDeleteLines)},
     {"DELETE FROM notes", "PRAGMA recursive_triggers = on; REPLACE INTO notes VALUES (1, 'b')"}},
    {"cascade",
     {"CREATE TABLE parents(id INTEGER PRIMARY KEY)",
      "CREATE TABLE notes(id INTEGER PRIMARY KEY, parent REFERENCES parents ON DELETE CASCADE)",
      "INSERT INTO parents VALUES (1)", "INSERT INTO notes VALUES (1, 1)",
      trigger_on("AFTER DELETE ON notes", kUpdateLines)},
     {"PRAGMA foreign_keys = on; DELETE FROM parents"}},
    {"instead_of",
     {"CREATE VIEW notes AS SELECT 1 AS id, '' AS " + kLines, trigger_on("INSTEAD OF INSERT ON notes", kUpdateLines)},
     {"INSERT INTO notes(" + kLines + ") VALUES ('a')"}},
    {"trigger_of_a_trigger",
     {kNotes, "CREATE TABLE others(x)", trigger_on("AFTER INSERT ON notes", "INSERT INTO others VALUES (1);"),
      "CREATE TRIGGER u AFTER INSERT ON others BEGIN " + kDeleteLines + " END"},
     {"INSERT INTO notes(" + kLines + ") VALUES ('a')"}},
};

class ForeignWriters : public testing::TestWithParam<Writer> {};

TEST_P(ForeignWriters, ChangeNoLine) {
  const ForeignFile file(GetParam().schema);
  const auto database = file.opened();
  ASSERT_EQ(database->run("SELECT awscost_config('writes', 'on')").error, "");
  for (const std::string& statement : GetParam().victims) {
    EXPECT_THAT(database->run(statement).error,
                testing::AnyOf(HasSubstr("changed only by a statement that names it"), HasSubstr("malformed")))
        << statement;
  }
  EXPECT_EQ(database->run("SELECT count(*) FROM awscost_requests WHERE operation LIKE 'Batch%'").rows, "0");
  EXPECT_EQ(database->run("SELECT count(*) FROM awscost_writes").rows, "0");
  EXPECT_EQ(database->run(kUpdateLines).error, "") << "the user's own statement";
  EXPECT_EQ(database->run("SELECT count(*) > 0 FROM awscost_requests WHERE operation LIKE 'Batch%'").rows, "1");
}

INSTANTIATE_TEST_SUITE_P(Each, ForeignWriters, testing::ValuesIn(kWriters),
                         [](const auto& each) { return std::string(each.param.name); });

// A view that a file keeps reads the table, so that statements which look at every view of a schema work: an ODBC
// driver's list of columns, ALTER TABLE ... RENAME.
TEST(ForeignViews, ReadTheTableThatWrites) {
  const ForeignFile file(
      {"CREATE VIEW lines AS SELECT service_code FROM " + kLines + " WHERE " + kQuarterPlan, "CREATE TABLE other(x)"});
  const auto database = file.opened();
  EXPECT_EQ(database->run("PRAGMA table_info(lines)").error, "");
  EXPECT_EQ(database->run("ALTER TABLE other RENAME TO another").error, "");
  EXPECT_EQ(database->run("SELECT count(*) > 0 FROM lines").rows, "1");
}

// Full-text tables with external content read it under a statement of their own.
TEST(ForeignSecrets, FlowThroughNoFullTextTable) {
  const ForeignFile file(
      {"CREATE TABLE notes(note TEXT)", "CREATE TABLE loot(id TEXT, value TEXT)",
       "CREATE VIRTUAL TABLE f USING fts5(id, value, content='apigateway_api_keys', content_rowid='rowid')",
       "CREATE TRIGGER t AFTER INSERT ON notes BEGIN INSERT INTO loot SELECT id, value FROM f; END"});
  const auto database = file.opened();
  EXPECT_NE(database->run("INSERT INTO notes VALUES ('hello')").error, "");
  EXPECT_NE(database->run("INSERT INTO f(f) VALUES ('rebuild')").error, "");
  EXPECT_EQ(database->run("SELECT count(*) FROM loot").rows, "0");
  EXPECT_EQ(database->run("CREATE TEMP TABLE mine AS SELECT value FROM apigateway_api_keys").error, "");
  EXPECT_THAT(database->run("SELECT count(*) FROM mine").rows, Not("0"));
}

// A query that sets a setting and is left unfinished allows nothing to the next one.
TEST(ForeignSecrets, AnUnfinishedQueryAllowsNothing) {
  const ForeignFile file(
      {"CREATE TABLE awscost_config_notes(id INTEGER PRIMARY KEY, note AS (awscost_config('budget', "
       "'9999')) VIRTUAL)",
       "INSERT INTO awscost_config_notes(id) VALUES (1), (2)"});
  const auto database = file.opened();
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database->handle(), "SELECT awscost_config('budget', '0.50') UNION ALL SELECT 1", -1,
                               &open, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(database->handle());
  EXPECT_EQ(sqlite3_step(open), SQLITE_ROW);
  database->run("SELECT * FROM awscost_config_notes");
  sqlite3_finalize(open);
  EXPECT_EQ(database->run("SELECT awscost_config('budget')").rows, "0.50");
}

// The query that the user writes still may, alone and inside other queries.
TEST(ForeignSecrets, AUserChangesSettings) {
  const auto database = ForeignFile({"CREATE TABLE notes(note TEXT)"}).opened();
  for (const char* statement :
       {"SELECT awscost_config('budget', '2.00')", " /* why */ -- so\n ;SELECT awscost_config('budget', '2.00')",
        "WITH x AS (SELECT awscost_config('budget', '2.00') AS y) SELECT y FROM x",
        "VALUES (awscost_config('budget', '2.00'))"}) {
    database->run("SELECT awscost_config('budget', '1.00')");
    EXPECT_EQ(database->run(statement).error, "") << statement;
    EXPECT_EQ(database->run("SELECT awscost_config('budget')").rows, "2.00") << statement;
  }
  EXPECT_THAT(database->run("INSERT INTO notes SELECT awscost_config('budget', '3.00')").error,
              HasSubstr("in a SELECT of its own"));
  EXPECT_EQ(database->run("SELECT awscost_config('budget')").rows, "2.00");
}

}  // namespace
}  // namespace awscost
