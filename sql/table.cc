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
  if (is_period(column.role) && may_be_hourly(table)) return text::declared_type(Type::kText);
  return column.type == Type::kDay && table.plain_dates ? "DATE" : text::declared_type(column.type);
}

std::string create_statement(const Table& table) {
  std::string statement = "CREATE TABLE x(";
  const std::size_t declared = table.declared > 0 ? table.declared : table.columns.size();
  for (const Column& column : table.columns.first(declared)) {
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
