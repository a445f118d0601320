// The positions of the writable table's columns in a row, a Scan and a Change.
//
// Example:
//
//   bool sets_the_group(const Columns& columns, const std::vector<std::optional<sql::Value>>& values) {
//     return values[columns.usage_group].has_value();
//   }
#pragma once

#include <cstddef>

#include "sql/table.h"

namespace awscost::bill_scenarios {

struct Columns {
  // Throws std::logic_error where the table lacks one of them.
  explicit Columns(const sql::Table& declaration);

  const sql::Table& table;
  std::size_t bill_scenario_id;
  std::size_t id;
  std::size_t usage_group;
  std::size_t service_code;
  std::size_t usage_type;
  std::size_t operation;
  std::size_t location;
  std::size_t availability_zone;
  std::size_t usage_account_id;
  std::size_t quantities;
  std::size_t historical_service_code;
  std::size_t historical_usage_type;
  std::size_t historical_operation;
  std::size_t historical_location;
  std::size_t historical_usage_account_id;
  std::size_t historical_bill_interval_start;
  std::size_t historical_bill_interval_end;
  std::size_t historical_filter;
  std::size_t amounts;
  std::size_t key;
  std::size_t profile;
};

}  // namespace awscost::bill_scenarios
