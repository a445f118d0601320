#include "connectors/tables/catalog/functions.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "sql/stored_rows.h"

namespace awscost::catalog {
namespace {

constexpr std::array kColumns = {
    sql::Column{.name = "name", .doc = "The function's name."},
    sql::Column{
        .name = "kind",
        .doc = "scalar or aggregate; one that changes state or sends runs in a SELECT of its own, and in no view."},
    sql::Column{.name = "example", .doc = "A call."},
    sql::Column{.name = "description", .doc = "What it returns and does."},
};
constexpr std::array<std::string_view, 1> kExamples = {"SELECT name, example, description FROM awscost_functions"};
constexpr sql::Table kTable{
    .name = "awscost_functions", .doc = "The functions of this extension.", .columns = kColumns, .examples = kExamples};
static_assert(sql::well_formed(kTable));

FunctionEntry entry_of(const sql::Function& function) {
  return {.name = std::string(function.name),
          .kind = function.risk == sql::Risk::kDirectOnly ? "scalar, in a SELECT of its own" : "scalar",
          .example = std::string(function.example),
          .doc = std::string(function.doc)};
}

FunctionEntry entry_of(const sql::Aggregate& aggregate) {
  return {.name = std::string(aggregate.name),
          .kind = "aggregate",
          .example = std::string(aggregate.example),
          .doc = std::string(aggregate.doc)};
}

}  // namespace

std::vector<FunctionEntry> described(const std::vector<sql::Function>& functions,
                                     const std::vector<sql::Aggregate>& aggregates) {
  std::vector<sql::Function> by_arguments = functions;
  std::stable_sort(by_arguments.begin(), by_arguments.end(), [](const sql::Function& a, const sql::Function& b) {
    return std::tuple(a.name, a.min_arguments) < std::tuple(b.name, b.min_arguments);
  });
  std::vector<FunctionEntry> entries;
  entries.reserve(functions.size() + aggregates.size());
  for (const sql::Function& function : by_arguments) entries.push_back(entry_of(function));
  for (const sql::Aggregate& aggregate : aggregates) entries.push_back(entry_of(aggregate));
  std::stable_sort(entries.begin(), entries.end(),
                   [](const FunctionEntry& a, const FunctionEntry& b) { return a.name < b.name; });
  return entries;
}

const sql::Table& functions_declaration() {
  return kTable;
}

std::unique_ptr<sql::Source> functions_table(std::vector<FunctionEntry> entries) {
  return std::make_unique<sql::StoredSource>(kTable, [entries = std::move(entries)] {
    std::vector<sql::StoredRow> rows;
    for (const FunctionEntry& entry : entries) rows.push_back({entry.name, entry.kind, entry.example, entry.doc});
    return rows;
  });
}

}  // namespace awscost::catalog
