// The type that a column is declared with: what SQLite's affinity and ODBC drivers make of it.
//
//   declared_type(Type::kDay) == "DATE TEXT"
#pragma once

#include <string_view>

#include "sql/column.h"

namespace awscost::sql {

// `DATE TEXT` and `TIMESTAMP TEXT`: ODBC drivers read the first word, SQLite gives text affinity because of the second
// (a plain DATE would have numeric affinity and turn '2026' into a number).
std::string_view declared_type(Type type);

}  // namespace awscost::sql
