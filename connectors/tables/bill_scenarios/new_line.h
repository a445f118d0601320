// A new line as INSERT gives it, checked; and the row it shows until AWS has taken it.
//
//   PendingLine line = read_new_line(columns, change.values);     // throws sql::Error that says what to write instead
//   sql::StoredRow row = shown(columns, line);                    // id NULL, quantities from its amounts
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/pending_line.h"
#include "sql/stored_rows.h"
#include "sql/value.h"

namespace awscost::bill_scenarios {

PendingLine read_new_line(const Columns& columns, const std::vector<std::optional<sql::Value>>& values);

sql::StoredRow shown(const Columns& columns, const PendingLine& line);

}  // namespace awscost::bill_scenarios
