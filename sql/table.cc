#include "sql/table.h"

#include "sql/declared_type.h"

namespace awscost::sql {

std::string_view declared_type(Type type) {
  switch (type) {
    case Type::kText:
    case Type::kJson:
      return "TEXT";
    case Type::kDay:
      return "DATE TEXT";
    case Type::kInstant:
      return "TIMESTAMP TEXT";
    case Type::kReal:
      return "DOUBLE";
    case Type::kInteger:
    case Type::kBoolean:
      return "INTEGER";
    case Type::kBigint:
      return "BIGINT";
  }
  return "TEXT";
}

std::string create_statement(const Table& table) {
  std::string statement = "CREATE TABLE x(";
  for (const Column& column : table.columns) {
    if (statement.back() != '(') statement += ", ";
    statement += '"';
    statement += column.name;
    statement += "\" ";
    statement += declared_type(column.type);
    if (column.hidden) statement += " HIDDEN";
  }
  return statement + ")";
}

}  // namespace awscost::sql
