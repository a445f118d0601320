// The tables `awscost_tables` and `awscost_columns`: their rows, and that these are the tables that SQLite has.
#include "connectors/tables/catalog/in_sql.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "every_table.h"
#include "loaded.h"

namespace awscost::catalog {
namespace {

using sql::Column;
using sql::Role;

constexpr std::array kColumns = {
    Column{.name = "name", .role = Role::kResult, .wire = "Name", .doc = "Its name."},
    Column{.name = "cost", .type = sql::Type::kReal, .role = Role::kResult, .wire = "Cost", .doc = "Its cost."},
    Column{.name = "day",
           .type = sql::Type::kDay,
           .role = Role::kInput,
           .hidden = true,
           .required = true,
           .wire = "/Day",
           .example = "'2026-11-01'",
           .doc = "The day."},
    Column{.name = "grain",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/Grain",
           .fallback = "DAILY",
           .doc = "How fine."},
};
constexpr std::array<std::string_view, 2> kExamples = {"SELECT 'a \"b\"'", "SELECT 2"};
const Operation kThings{.table = {.name = "things",
                                  .doc = "All things.",
                                  .operation = "GetThings",
                                  .service = "Thing Service",
                                  .columns = kColumns,
                                  .limits = "Not many.",
                                  .examples = kExamples},
                        .iam_action = "things:GetThings",
                        .price_usd = 0.01,
                        .rows = {.each = "/Things[]"}};
constexpr std::array kOwnColumns = {Column{.name = "what", .doc = "Something of ours."}};
const sql::Table kOwn{.name = "own", .doc = "Ours.", .columns = kOwnColumns};

std::string shown(const sql::Cell& cell) {
  if (std::holds_alternative<sql::Null>(cell)) return "NULL";
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* amount = std::get_if<double>(&cell)) return std::to_string(*amount);
  return std::string(std::get<std::string_view>(cell));
}

// The rows of a catalog table, each a map from column to text, by the text of `key`.
std::map<std::string, std::map<std::string, std::string>> rows_by(sql::Source& source, const std::string& key) {
  const auto never = [] { return false; };
  const sql::Scan scan;
  sql::Statement statement;
  const auto open = source.open(scan, statement);
  std::map<std::string, std::map<std::string, std::string>> rows;
  while (open->next(never)) {
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < source.table().columns.size(); ++i) {
      row[std::string(source.table().columns[i].name)] = shown(open->cell(static_cast<int>(i)));
    }
    rows[row[key]] = row;
  }
  return rows;
}

std::vector<std::unique_ptr<sql::Source>> made_up() {
  const std::array operations = {&kThings};
  const std::array others = {&kOwn};
  return tables(entries(operations, others));
}

TEST(AwscostTables, SaysWhatATableAsksCostsAndNeeds) {
  const auto sources = made_up();
  auto rows = rows_by(*sources[0], "name");
  ASSERT_EQ(rows.size(), 5U);  // the catalog's own three included
  auto& things = rows["things"];
  EXPECT_EQ(things["description"], "All things.");
  EXPECT_EQ(things["service"], "Thing Service");
  EXPECT_EQ(things["operation"], "GetThings");
  EXPECT_EQ(things["access"], "read");
  EXPECT_EQ(things["price_usd"], "0.010000");
  EXPECT_EQ(things["iam_action"], "things:GetThings");
  EXPECT_EQ(things["required"], "day");
  EXPECT_EQ(things["limits"], "Not many.");
  EXPECT_EQ(things["examples"], R"(["SELECT 'a \"b\"'","SELECT 2"])");
}

TEST(AwscostTables, ATableAboutTheExtensionAsksNobody) {
  const auto sources = made_up();
  auto rows = rows_by(*sources[0], "name");
  for (const char* none : {"service", "operation", "price_usd", "iam_action", "required", "limits", "examples"}) {
    EXPECT_EQ(rows["own"][none], "NULL") << none;
  }
}

TEST(AwscostTables, AWritableTableIsReadAndWritten) {
  Operation writable = kThings;
  writable.table.writable = true;
  writable.iam_writes = "things:UpdateThing";
  Operation list = kThings;
  list.iam_action = "things:ListParents";
  writable.parents = {.list = &list, .id = "name"};
  const Operation* operation = &writable;
  const auto sources = tables(entries({&operation, 1}, {}));
  auto rows = rows_by(*sources[0], "name");
  EXPECT_EQ(rows["things"]["access"], "read, write");
  EXPECT_EQ(rows["things"]["iam_action"], "things:GetThings, things:UpdateThing, things:ListParents");
}

TEST(AwscostColumns, SaysWhatAColumnIs) {
  const auto sources = made_up();
  auto rows = rows_by(*sources[1], "name");
  auto& day = rows["day"];
  EXPECT_EQ(day["table_name"], "things");
  EXPECT_EQ(day["position"], "3");
  EXPECT_EQ(day["type"], "DATE TEXT");
  EXPECT_EQ(day["kind"], "input");
  EXPECT_EQ(day["hidden"], "1");
  EXPECT_EQ(day["required"], "1");
  EXPECT_EQ(day["default_value"], "NULL");
  EXPECT_EQ(day["request_member"], "Day");
  EXPECT_EQ(day["response_member"], "NULL");
  EXPECT_EQ(day["writes"], "NULL");
  EXPECT_EQ(day["example"], "'2026-11-01'");
  EXPECT_EQ(day["description"], "The day.");
  EXPECT_EQ(rows["grain"]["default_value"], "DAILY");
  EXPECT_EQ(rows["cost"]["type"], "DOUBLE");
  EXPECT_EQ(rows["cost"]["kind"], "result");
  EXPECT_EQ(rows["cost"]["hidden"], "0");
  EXPECT_EQ(rows["cost"]["response_member"], "Things[].Cost");
}

TEST(AwscostColumns, SaysWhichStatementsWriteAColumn) {
  std::array<Column, 3> columns = {kColumns[0], kColumns[1], kColumns[2]};
  columns[0].write = sql::Write::kInsert;
  columns[1].write = sql::Write::kInsertAndUpdate;
  Operation writable = kThings;
  writable.table.columns = columns;
  const Operation* operation = &writable;
  const auto sources = tables(entries({&operation, 1}, {}));
  const auto never = [] { return false; };
  const sql::Scan scan;
  sql::Statement statement;
  const auto open = sources[1]->open(scan, statement);
  std::vector<std::string> writes;
  const std::size_t column = sql::find(sources[1]->table(), "writes").value();
  for (int i = 0; i < 3 && open->next(never); ++i) writes.push_back(shown(open->cell(column)));
  EXPECT_EQ(writes, (std::vector<std::string>{"INSERT", "INSERT, UPDATE", "NULL"}));
}

// The modules that the extension adds to a connection.
std::string modules_added(golden::Database& database) {
  sqlite3* plain = nullptr;
  sqlite3_open(":memory:", &plain);
  std::string before = "''";
  const auto collect = [](void* list, int, char** values, char**) {
    *static_cast<std::string*>(list) += ", '" + std::string(values[0]) + "'";
    return 0;
  };
  // pragma_... functions appear when they are first used.
  sqlite3_exec(plain, "SELECT name FROM pragma_module_list", collect, &before, nullptr);
  sqlite3_close(plain);
  return database.run("SELECT name FROM pragma_module_list WHERE name NOT IN (" + before + ") ORDER BY 1").rows;
}

TEST(Catalog, HasEveryTableOfTheExtension) {
  golden::Database database = loaded();
  const golden::Outcome named = database.run("SELECT name FROM awscost_tables ORDER BY 1");
  ASSERT_EQ(named.error, "");
  EXPECT_EQ(named.rows, modules_added(database));
}

TEST(Catalog, HasEveryFunctionOfTheExtensionWithACallAndASentence) {
  golden::Database database = loaded();
  EXPECT_EQ(database.run("SELECT group_concat(DISTINCT name) FROM awscost_functions").rows,
            database
                .run("SELECT group_concat(DISTINCT name) FROM (SELECT name FROM pragma_function_list\n"
                     "WHERE name GLOB 'awscost_*' ORDER BY name)")
                .rows);
  EXPECT_EQ(database
                .run("SELECT name FROM awscost_functions\n"
                     "WHERE example NOT LIKE name || '(%)' OR description NOT LIKE '%.'")
                .rows,
            "");
}

// What only reads runs as it stands; what takes part in a sum needs rows.
TEST(Catalog, ExamplesOfScalarFunctionsRun) {
  golden::Database database = loaded();
  const std::string calls = database
                                .run(
                                    "SELECT group_concat('SELECT ' || example, ';') FROM awscost_functions\n"
                                    "WHERE kind = 'scalar' AND name NOT IN ('awscost_bar', 'awscost_config')")
                                .rows;
  ASSERT_NE(calls, "");
  EXPECT_EQ(database.run(calls).error, "");
}

TEST(Catalog, HasTheEntriesThatTheseTestsKnow) {
  golden::Database database = loaded();
  std::set<std::string> names;
  for (const Entry& entry : EveryTable().entries()) names.emplace(entry.table->name);
  std::string sorted;
  for (const std::string& name : names) sorted += (sorted.empty() ? "" : "\n") + name;
  EXPECT_EQ(database.run("SELECT name FROM awscost_tables ORDER BY 1").rows, sorted);
}

TEST(Catalog, SaysOfColumnsWhatSqliteWasTold) {
  golden::Database database = loaded();
  const char* const kDifferences =
      "SELECT t.name, x.name, c.name FROM awscost_tables t JOIN pragma_table_xinfo(t.name) x\n"
      "LEFT JOIN awscost_columns c ON c.table_name = t.name AND c.name = x.name AND c.position = x.cid + 1\n"
      " AND c.hidden = (x.hidden = 1) AND c.type = x.type\n"
      "WHERE c.name IS NULL";
  const golden::Outcome differing = database.run(kDifferences);
  EXPECT_EQ(differing.error, "");
  EXPECT_EQ(differing.rows, "");
  EXPECT_EQ(database
                .run("SELECT (SELECT count(*) FROM awscost_columns) = "
                     "(SELECT count(*) FROM awscost_tables t, pragma_table_xinfo(t.name))")
                .rows,
            "1");
}

}  // namespace
}  // namespace awscost::catalog
