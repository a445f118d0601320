#include "connectors/tables/catalog/reference.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "connectors/asking/settings/setting.h"
#include "connectors/asking/settings/value_text.h"
#include "connectors/tables/catalog/description.h"
#include "connectors/tables/catalog/members.h"
#include "sql/text/declared_type.h"

namespace awscost::catalog {
namespace {

using sql::Column;

constexpr std::string_view kIntroduction = R"(# Reference

Every table, function and setting of the extension, from its declaration; `awscost_tables`, `awscost_columns`,
`awscost_functions` and `awscost_settings` have the same in SQL. A test writes the page: change the declarations, then run
`catalog_test` with `AWSCOST_UPDATE_REFERENCE=1`.

How to read it:

- **Inputs** go out and decide which rows exist. They are hidden: `SELECT *` leaves them out. Give them with `=`, or
  as arguments of the table, in the order shown. `IN` has the rows of each value: those of two granularities or windows tell of the same costs twice.
- **Results** come back. *In the request* is where conditions on the column go; SQLite checks all other conditions.
- **Dimensions** are keys where they stand in `group_by`, else slices: the values they are bound to choose what is summed.
- Members of requests and responses have the API's names. `[]` is each element of a list, `{}` each entry of a map with
  its `{key}` and `{value}`, `{index}` an element's position; `Filter: SERVICE` is one of the values that a member takes;
  `(query)` and `(path)` are parameters and labels of the address; `(write)` is set by INSERT and UPDATE.

)";

// Declarations are plain text: characters that Markdown reads as a tag, as emphasis or as the end of a cell are
// escaped.
std::string prose(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '*') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

// `text` as code, in which only the separator of cells has to be escaped.
std::string code(std::string_view text) {
  if (text.empty()) return {};
  std::string out = "`";
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out + "`";
}

// Places, separated by ", ", each as code.
std::string codes(std::string_view places) {
  std::string out;
  while (!places.empty()) {
    const std::size_t comma = places.find(", ");
    out += (out.empty() ? "" : ", ") + code(places.substr(0, comma));
    places = comma == places.npos ? std::string_view() : places.substr(comma + 2);
  }
  return out;
}

// $0.01
std::string dollars(double amount) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "$%.2f", amount);
  return std::string(text, static_cast<std::size_t>(length));
}

void add_line(std::string& page, std::string_view what, std::string_view text) {
  if (text.empty()) return;
  page += "- " + std::string(what) + ": " + std::string(text) + "\n";
}

void add_facts(std::string& page, const Entry& entry) {
  const sql::Table& table = *entry.table;
  if (entry.operation != nullptr) {
    const double price = entry.operation->price_usd;
    add_line(page, "Operation", std::string(service(entry)) + " " + code(table.operation));
    add_line(
        page, "Price",
        price > 0 ? dollars(price) + " for each request; every page is a request" : std::string("AWS publishes none"));
    add_line(page, "IAM action", codes(iam_actions(entry)));
    add_line(page, "Access", access(table));
  }
  add_line(page, "Default window", default_window(table.history));
  add_line(page, "Required", required(table));
  page += page.ends_with("\n\n") ? "" : "\n";
}

std::string name_cell(const Column& column) {
  return code(column.name) + (column.required ? " (required)" : "");
}

void add_inputs(std::string& page, const Entry& entry, const std::vector<const Column*>& columns) {
  if (columns.empty()) return;
  page += "Inputs:\n\n| name | type | default | in the request | example | meaning |\n|---|---|---|---|---|---|\n";
  for (const Column* column : columns) {
    page += "| " + name_cell(*column) + " | " + std::string(sql::declared_type(*entry.table, *column)) + " | " +
            code(column->fallback) + " | " + codes(request_member(entry, *column)) + " | " + code(column->example) +
            " | " + prose(column->doc) + " |\n";
  }
  page += "\n";
}

void add_results(std::string& page, const Entry& entry, std::string_view title,
                 const std::vector<const Column*>& columns) {
  if (columns.empty()) return;
  page += std::string(title) + ":\n\n";
  const bool asks = entry.operation != nullptr;
  page += asks ? "| name | type | in the response | in the request | meaning |\n|---|---|---|---|---|\n"
               : "| name | type | meaning |\n|---|---|---|\n";
  for (const Column* column : columns) {
    page += "| " + name_cell(*column) + " | " + std::string(sql::declared_type(*entry.table, *column)) + " | ";
    if (asks) page += codes(response_member(entry, *column)) + " | " + codes(request_member(entry, *column)) + " | ";
    page += prose(column->doc);
    const std::string_view writes = written_by(column->write);
    if (!writes.empty()) page += " Set by " + std::string(writes) + ".";
    page += " |\n";
  }
  page += "\n";
}

template <typename Predicate>
std::vector<const Column*> columns_that(const sql::Table& table, Predicate predicate) {
  std::vector<const Column*> found;
  for (const Column& column : table.columns) {
    if (predicate(column)) found.push_back(&column);
  }
  return found;
}

void add_columns(std::string& page, const Entry& entry) {
  const auto is_input = [](const Column& column) { return sql::is_input(column.role); };
  const auto is_dimension = [](const Column& column) { return sql::is_dimension(column.role); };
  const auto is_rest = [&](const Column& column) { return !is_input(column) && !is_dimension(column); };
  const sql::Table& table = *entry.table;
  add_inputs(page, entry, columns_that(table, is_input));
  add_results(page, entry, "Results",
              columns_that(table, [&](const Column& column) { return is_rest(column) && !column.hidden; }));
  add_results(page, entry, "Hidden",
              columns_that(table, [&](const Column& column) { return is_rest(column) && column.hidden; }));
  add_results(page, entry, "Dimensions (hidden)", columns_that(table, is_dimension));
}

void add_table(std::string& page, const Entry& entry) {
  const sql::Table& table = *entry.table;
  page += "## " + std::string(table.name) + "\n\n" + prose(table.doc) + "\n\n";
  add_facts(page, entry);
  add_columns(page, entry);
  if (!table.limits.empty()) page += "Limits: " + prose(table.limits) + "\n\n";
  if (table.examples.empty()) return;
  page += "Examples:\n\n";
  for (const std::string_view example : table.examples) {
    const bool ended = example.ends_with(';');
    page += "```sql\n" + std::string(example) + (ended ? "" : ";") + "\n```\n\n";
  }
}

void add_functions(std::string& page, std::span<const FunctionEntry> functions) {
  page += "## Functions\n\n| call | kind | meaning |\n|---|---|---|\n";
  for (const FunctionEntry& function : functions) {
    page += "| " + code(function.example) + " | " + prose(function.kind) + " | " + prose(function.doc) + " |\n";
  }
  page += "\n";
}

void add_settings(std::string& page) {
  page +=
      "## Settings\n\nThe first source that has one counts: `SELECT awscost_config('name', 'value')` for the "
      "connection, "
      "`AWSCOST_` and the name in capitals in the environment, a line `name = value` in "
      "`~/.config/awscost/settings.ini`, the default.\n\n"
      "| name | default | write | meaning |\n|---|---|---|---|\n";
  for (const settings::Setting& setting : settings::kSettings) {
    page += "| " + code(setting.name) + " | " + code(setting.fallback) + " | " + prose(settings::right_form(setting)) +
            " | " + prose(setting.description) + " |\n";
  }
  page += "\n";
}

}  // namespace

std::string reference_page(std::span<const Entry> entries, std::span<const FunctionEntry> functions) {
  std::string page(kIntroduction);
  for (const Entry& entry : entries) {
    const std::string name(entry.table->name);
    page += "- [" + name + "](#" + name + "): " + prose(entry.table->doc) + "\n";
  }
  page +=
      "- [Functions](#functions): what can be called in SQL.\n- [Settings](#settings): what can be set, where, and to "
      "what.\n\n";
  for (const Entry& entry : entries) add_table(page, entry);
  add_functions(page, functions);
  add_settings(page);
  while (page.ends_with("\n\n")) page.pop_back();
  return page;
}

}  // namespace awscost::catalog
