// The list of all operations: what the extension registers as tables.
//
// Example:
//
//   bool has_tables() {
//     return !all_operations().empty() && find_operation("ce_cost_and_usage") != nullptr;
//   }
#pragma once

#include <span>
#include <string_view>

#include "connectors/tables/operations/operation.h"

namespace awscost {

// Pointers to constants, never null.
std::span<const Operation* const> all_operations();

// The operation behind that table; null where there is none.
const Operation* find_operation(std::string_view table);

}  // namespace awscost
