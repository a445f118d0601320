#include "sql/table.h"

#include "sql/periods.h"
#include "sql/text/declared_type.h"

namespace awscost::sql {

namespace {

// Whether a statement chooses between hours and days, so that no type fits both.
bool may_be_hourly(const Table& table) {
  const auto input = find(table, Role::kGranularity);
  if (!input || table.columns[*input].fixed) return false;
  return table.columns[*input].example.find(to_text(Granularity::kHourly)) != std::string_view::npos;
}

}  // namespace

std::string_view declared_type(const Table& table, const Column& column) {
  return text::declared_type(is_period(column.role) && may_be_hourly(table) ? Type::kText : column.type);
}

std::string create_statement(const Table& table) {
  std::string statement = "CREATE TABLE x(";
  for (const Column& column : table.columns) {
    if (statement.back() != '(') statement += ", ";
    statement += '"';
    statement += column.name;
    statement += "\" ";
    statement += declared_type(table, column);
    if (column.hidden) statement += " HIDDEN";
  }
  return statement + ")";
}

}  // namespace awscost::sql
