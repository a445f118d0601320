// What conditions on a result leave out of a request: values, bounds and comparisons, where the declaration puts them.
//
// A condition that the request cannot express stays out of it, because SQLite checks every row again.
//
// Example:
//
//   bool names_values(const sql::Scan& scan, std::size_t column) {
//     return narrowing_values(scan, column) != nullptr;
//   }
#pragma once

#include <cstddef>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/request/message.h"
#include "sql/scan.h"

namespace awscost::request {

// The values that narrow by that column of texts; null where none do.
const sql::Selection* narrowing_values(const sql::Scan& scan, std::size_t column);

// Adds to the message what narrows by that column. Dimensions of an Expression are not added: filter_of() has them.
void set_narrowing(Message& message, const Operation& operation, const sql::Scan& scan, std::size_t column);

}  // namespace awscost::request
