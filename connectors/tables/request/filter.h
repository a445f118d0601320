// What goes into a request's Filter: the bound dimensions, the inputs that filter, and the input `filter`, and-ed.
//
// Example:
//
//   bool is_filtered(const Operation& operation, const sql::Scan& scan) {
//     return filter_of(operation, scan).has_value();
//   }
#pragma once

#include <optional>

#include "connectors/tables/operations/operation.h"
#include "sql/predicate.h"
#include "sql/scan.h"

namespace awscost::request {

// In canonical form; nothing where nothing filters. Throws sql::Error where `filter` is no Expression, where there are
// more conditions than AWS takes, or where a slice is bound to AWS's text for no value.
std::optional<sql::Predicate> filter_of(const Operation& operation, const sql::Scan& scan);

}  // namespace awscost::request
