#include "tests/tables/assembly/question.h"

#include <stdexcept>
#include <utility>

#include "connectors/tables/operations/operations.h"

namespace awscost::test {
namespace {

const Operation& operation_named(std::string_view table) {
  if (const Operation* operation = find_operation(table)) return *operation;
  throw std::invalid_argument("no table " + std::string(table));
}

}  // namespace

Question::Question(std::string_view table) : Question(operation_named(table)) {}

Question::Question(const Operation& operation) : operation_(operation) {
  scan_.table = &operation_.table;
  if (!operation_.table.history.empty()) scan_.window = sql::Window{"2026-11-01", "2026-11-04"};
  scan_.selections.resize(operation_.table.columns.size());
  scan_.ranges.resize(operation_.table.columns.size());
  scan_.inputs.resize(operation_.table.columns.size());
}

std::size_t Question::column(std::string_view name) const {
  const auto column = sql::find(operation_.table, name);
  if (!column) throw std::invalid_argument("no column " + std::string(name));
  return *column;
}

Question& Question::group_by(std::string_view keys) {
  scan_.group_by = sql::parse_group_by(operation_.table, keys);
  return *this;
}

Question& Question::granularity(sql::Granularity granularity) {
  scan_.granularity = granularity;
  return *this;
}

Question& Question::window(std::string start, std::string end) {
  scan_.window = sql::Window{std::move(start), std::move(end)};
  return *this;
}

sql::Selection& Question::selection(std::string_view name) {
  sql::Selection& selection = scan_.selections[column(name)];
  selection.bound = true;
  return selection;
}

Question& Question::bind(std::string_view name, std::vector<std::string> values) {
  selection(name).values = std::move(values);
  return *this;
}

Question& Question::absent(std::string_view name) {
  selection(name).absent = true;
  return *this;
}

Question& Question::input(std::string_view name, std::string text) {
  scan_.inputs[column(name)] = std::move(text);
  return *this;
}

Question& Question::range(std::string_view name, sql::Range range) {
  scan_.ranges[column(name)] = range;
  return *this;
}

Question& Question::mention(std::initializer_list<std::string_view> columns) {
  for (const std::string_view name : columns) scan_.mentioned.set(column(name));
  return *this;
}

}  // namespace awscost::test
