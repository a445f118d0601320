// The list of all operations: what the extension registers as tables.
//
//   for (const Operation* operation : all_operations()) register_table(operation->table);
#pragma once

#include <span>
#include <string_view>

#include "connectors/tables/operations/operation.h"

namespace awscost {

// Constants: they live as long as the process.
std::span<const Operation* const> all_operations();

// The operation behind that table; null where there is none.
const Operation* find_operation(std::string_view table);

}  // namespace awscost
