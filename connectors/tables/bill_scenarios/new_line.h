// Validates the values of an INSERT, and makes the row that SQLite shows until AWS has created the line.
//
// Example:
//
//   sql::StoredRow preview(const Columns& columns, const std::vector<std::optional<sql::Value>>& values) {
//     return shown(columns, read_new_line(columns, values));
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/pending_line.h"
#include "sql/stored_rows.h"
#include "sql/value.h"

namespace awscost::bill_scenarios {

// `values`: by column. Throws sql::Error that says what to write instead.
PendingLine read_new_line(const Columns& columns, const std::vector<std::optional<sql::Value>>& values);

// Its id is NULL; its quantities are made from the amounts.
sql::StoredRow shown(const Columns& columns, const PendingLine& line);

}  // namespace awscost::bill_scenarios
