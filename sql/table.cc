#include "sql/table.h"

#include "sql/text/declared_type.h"

namespace awscost::sql {

std::string create_statement(const Table& table) {
  std::string statement = "CREATE TABLE x(";
  for (const Column& column : table.columns) {
    if (statement.back() != '(') statement += ", ";
    statement += '"';
    statement += column.name;
    statement += "\" ";
    statement += text::declared_type(column.type);
    if (column.hidden) statement += " HIDDEN";
  }
  return statement + ")";
}

}  // namespace awscost::sql
