#include "sql/table.h"

namespace awscost::sql {
namespace {

// `DATE TEXT` and `TIMESTAMP TEXT`: ODBC drivers read the first word, SQLite gives text affinity because of the second
// (a plain DATE would have numeric affinity and turn '2026' into a number).
std::string_view declared(Type type) {
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

}  // namespace

std::string create_statement(const Table& table) {
  std::string statement = "CREATE TABLE x(";
  for (const Column& column : table.columns) {
    if (statement.back() != '(') statement += ", ";
    statement += '"';
    statement += column.name;
    statement += "\" ";
    statement += declared(column.type);
    if (column.hidden) statement += " HIDDEN";
  }
  return statement + ")";
}

}  // namespace awscost::sql
