#include "tests/tables/bill_scenarios/changes.h"

#include <algorithm>
#include <utility>

#include "sql/error.h"

namespace awscost::test {
namespace {

std::vector<std::optional<sql::Value>> values_of(const Values& given, bool insert) {
  std::vector<std::optional<sql::Value>> values(lines_table().columns.size());
  for (auto& value : values) {
    if (insert) value.emplace();
  }
  for (const auto& [name, value] : given) values[column(name)] = value;
  return values;
}

}  // namespace

Changes::Changes() {
  scenario.list(kScenarioA, 3);
  writer().begin(sql::Transaction::kOfStatement);
}

std::int64_t Changes::rowid(int line) {
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  while (rows->next([] { return false; })) {
    if (text_of(rows->cell(static_cast<int>(column("id")))) == line_id(line)) return rows->rowid().value();
  }
  throw std::logic_error("the table does not show line " + std::to_string(line));
}

std::int64_t Changes::insert(const Values& given) {
  return writer().apply({.kind = sql::Change::Kind::kInsert, .values = values_of(given, true)},
                        [this] { return stop; });
}

std::int64_t Changes::insert_line(const Values& besides) {
  Values given = {{"bill_scenario_id", std::string(kScenarioA)},
                  {"service_code", std::string("AmazonS3")},
                  {"usage_type", std::string("TimedStorage-ByteHrs")},
                  {"operation", std::string("StandardStorage")},
                  {"usage_account_id", std::string("000011112222")}};
  for (const auto& [name, value] : besides) given[name] = value;
  return insert(given);
}

void Changes::update_row(std::int64_t row, const Values& given) {
  writer().apply({.kind = sql::Change::Kind::kUpdate, .rowid = row, .values = values_of(given, false)},
                 [this] { return stop; });
}

void Changes::remove_row(std::int64_t row) {
  writer().apply({.kind = sql::Change::Kind::kDelete, .rowid = row, .values = {}}, [this] { return stop; });
}

std::string Changes::sync() {
  try {
    writer().sync([this] { return stop; });
    writer().commit();
    writer().begin(sql::Transaction::kOfStatement);
    return {};
  } catch (const std::runtime_error& error) {
    const std::string kind = dynamic_cast<const sql::InterruptError*>(&error) != nullptr ? "interrupted: " : "";
    writer().rollback();
    writer().begin(sql::Transaction::kOfStatement);
    return kind + error.what();
  }
}

void Changes::update_all(int lines) {
  for (int i = 1; i <= lines; ++i) update(i, {{"usage_group", std::string("blue")}});
}

std::size_t Changes::logged(std::string_view outcome) const {
  const auto rows = scenario.log_rows();
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const std::string& row) {
    return row.find("|" + std::string(outcome) + "|") != std::string::npos;
  }));
}

std::string Changes::counts(int applied, int refused, int unknown, int not_sent) {
  return std::to_string(applied) + " applied, " + std::to_string(refused) + " refused, " + std::to_string(unknown) +
         " unknown, " + std::to_string(not_sent) + " not sent";
}

std::vector<std::string> Changes::shown(const sql::Scan& scan) {
  const auto rows = scenario.open(scan);
  std::vector<std::string> out;
  while (rows->next([] { return false; })) {
    const auto cell = [&](std::string_view name) { return text_of(rows->cell(static_cast<int>(column(name)))); };
    const std::string id = cell("id");
    const std::string who = id == "NULL" ? "new" : std::to_string(std::stoi(id.substr(24)));
    out.push_back(who + "|" + cell("usage_group") + "|" + cell("quantities"));
  }
  return out;
}

sql::Scan Changes::question() {
  sql::Scan scan;
  scan.table = &lines_table();
  scan.selections.resize(lines_table().columns.size());
  scan.inputs.resize(lines_table().columns.size());
  return scan;
}

sql::Scan Changes::question(std::string_view column_name, std::vector<std::string> values) {
  sql::Scan scan = question();
  scan.selections[column(column_name)] = {.bound = true, .values = std::move(values)};
  return scan;
}

}  // namespace awscost::test
