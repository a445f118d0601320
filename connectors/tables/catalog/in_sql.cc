#include "connectors/tables/catalog/in_sql.h"

#include <array>
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/tables/catalog/description.h"
#include "connectors/tables/catalog/members.h"
#include "sql/stored_rows.h"
#include "sql/text/declared_type.h"

namespace awscost::catalog {
namespace {

using sql::Column;
using sql::Type;
using sql::Value;

constexpr std::array kTablesColumns = {
    Column{.name = "name", .doc = "The table's name."},
    Column{.name = "description", .doc = "What its rows are."},
    Column{.name = "service", .doc = "The AWS service; NULL for tables about the extension."},
    Column{.name = "operation", .doc = "The API's name of the operation; NULL for tables about the extension."},
    Column{.name = "access", .doc = "read; or read, write where INSERT, UPDATE and DELETE change something at AWS."},
    Column{.name = "price_usd",
           .type = Type::kReal,
           .doc = "What AWS charges for each page, in US dollars; NULL for tables about the extension."},
    Column{.name = "iam_action",
           .doc =
               "The actions that a policy must allow, separated by commas: the operation's own, those of its changes, "
               "and that of the list of parents, which is read where no condition binds the parent."},
    Column{.name = "required", .doc = "What a statement must give, separated by commas; NULL: nothing."},
    Column{.name = "limits", .doc = "What AWS refuses or leaves out, in sentences; NULL: nothing known."},
    Column{.name = "examples", .type = Type::kJson, .doc = "Statements that run in the sandbox, as a JSON list."},
};

constexpr std::array<std::string_view, 3> kTablesExamples = {
    "SELECT name, description FROM awscost_tables",
    "SELECT name, iam_action FROM awscost_tables WHERE service = 'Cost Explorer' AND price_usd > 0",
    "SELECT name, value AS example FROM awscost_tables, json_each(examples)",
};

constexpr std::array kColumnsColumns = {
    Column{.name = "table_name", .doc = "The column's table."},
    Column{.name = "name", .doc = "The column's name."},
    Column{.name = "position",
           .type = Type::kInteger,
           .doc = "The column's position, from 1. Inputs are arguments of the table in this order."},
    Column{.name = "type", .doc = "Its declared type, as drivers read it."},
    Column{.name = "kind",
           .doc =
               "result (comes back), metric (a result requested only where it is used), companion (unit or exact "
               "text of a metric), dimension (a key where it stands in group_by, else a slice), parent (a result "
               "that says whose list the row stands in), input (goes out and decides which rows exist) or write-only "
               "(set by INSERT and UPDATE, reads NULL)."},
    Column{.name = "hidden", .type = Type::kBoolean, .doc = "1 where SELECT * leaves it out; naming it works."},
    Column{.name = "required", .type = Type::kBoolean, .doc = "1 where AWS cannot be asked without it."},
    Column{.name = "default_value",
           .doc = "The value of an input that a statement does not give; NULL where there is none, or a computed day. "
                  "An input that a statement names without giving it is an error."},
    Column{.name = "request_member",
           .doc =
               "Its place in the request, in the API's names: SortBy.Key; Filter: SERVICE for one of the values that a "
               "member takes; keyId (query), usageplanId (path); group (write) for a member of a changed line. "
               "Several are separated by commas. NULL: none."},
    Column{
        .name = "response_member",
        .doc =
            "Its place in the response: [] is each element of a list, {} each entry of a map with {key} and {value}, "
            "{index} a position. Where rows stand in several places, those are separated by commas. NULL: none."},
    Column{.name = "writes", .doc = "The statements that set it: INSERT; or INSERT, UPDATE. NULL: none."},
    Column{.name = "example", .doc = "An SQL literal or list that fits the column."},
    Column{.name = "description", .doc = "What it means."},
};

constexpr std::array<std::string_view, 3> kColumnsExamples = {
    "SELECT name, type, description FROM awscost_columns WHERE table_name = 'ce_cost_and_usage' AND NOT hidden",
    "SELECT name, default_value, example FROM awscost_columns\n"
    "WHERE table_name = 'ce_cost_and_usage' AND kind = 'input'\n"
    "ORDER BY position",
    "SELECT table_name, name FROM awscost_columns WHERE request_member LIKE '%Filter: SERVICE%'",
};

constexpr sql::Table kTables{.name = "awscost_tables",
                             .doc = "The tables of this extension: what each one requests, costs and needs.",
                             .columns = kTablesColumns,
                             .examples = kTablesExamples};
static_assert(sql::well_formed(kTables));

constexpr sql::Table kColumns{.name = "awscost_columns",
                              .doc = "The columns of those tables, and their places in AWS's requests and responses.",
                              .columns = kColumnsColumns,
                              .examples = kColumnsExamples};
static_assert(sql::well_formed(kColumns));

Value text_or_null(std::string_view text) {
  return text.empty() ? Value() : Value(std::string(text));
}

Value yes_or_no(bool value) {
  return std::int64_t{value ? 1 : 0};
}

Value json_list(std::span<const std::string_view> texts) {
  if (texts.empty()) return {};
  boost::json::array list;
  for (const std::string_view text : texts) list.emplace_back(boost::json::string(text));
  return boost::json::serialize(list);
}

sql::StoredRow table_row(const Entry& entry) {
  const sql::Table& table = *entry.table;
  return {text_or_null(table.name),         text_or_null(table.doc),
          text_or_null(service(entry)),     text_or_null(table.operation),
          text_or_null(access(table)),      entry.operation == nullptr ? Value() : Value(entry.operation->price_usd),
          text_or_null(iam_actions(entry)), text_or_null(required(table)),
          text_or_null(table.limits),       json_list(table.examples)};
}

sql::StoredRow column_row(const Entry& entry, std::size_t index) {
  const Column& column = entry.table->columns[index];
  return {text_or_null(entry.table->name),
          text_or_null(column.name),
          static_cast<std::int64_t>(index) + 1,
          std::string(sql::declared_type(*entry.table, column)),
          text_or_null(kind(column.role)),
          yes_or_no(column.hidden),
          yes_or_no(column.required),
          text_or_null(column.fallback),
          text_or_null(request_member(entry, column)),
          text_or_null(response_member(entry, column)),
          text_or_null(written_by(column.write)),
          text_or_null(column.example),
          text_or_null(column.doc)};
}

std::vector<sql::StoredRow> table_rows(std::span<const Entry> entries) {
  std::vector<sql::StoredRow> rows;
  for (const Entry& entry : entries) rows.push_back(table_row(entry));
  return rows;
}

std::vector<sql::StoredRow> column_rows(std::span<const Entry> entries) {
  std::vector<sql::StoredRow> rows;
  for (const Entry& entry : entries) {
    for (std::size_t i = 0; i < entry.table->columns.size(); ++i) rows.push_back(column_row(entry, i));
  }
  return rows;
}

}  // namespace

std::vector<Entry> entries(std::span<const Operation* const> operations, std::span<const sql::Table* const> others) {
  std::vector<Entry> all;
  for (const Operation* operation : operations) all.push_back({.table = &operation->table, .operation = operation});
  for (const sql::Table* table : others) all.push_back({.table = table});
  for (const sql::Table* table : {&kTables, &kColumns, &functions_declaration()}) all.push_back({.table = table});
  return all;
}

std::vector<std::unique_ptr<sql::Source>> tables(std::vector<Entry> entries, std::vector<FunctionEntry> functions) {
  std::vector<std::unique_ptr<sql::Source>> sources;
  sources.push_back(std::make_unique<sql::StoredSource>(kTables, [entries] { return table_rows(entries); }));
  sources.push_back(
      std::make_unique<sql::StoredSource>(kColumns, [entries = std::move(entries)] { return column_rows(entries); }));
  sources.push_back(functions_table(std::move(functions)));
  return sources;
}

}  // namespace awscost::catalog
