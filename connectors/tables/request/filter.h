// What goes into a request's Filter: the bound dimensions, the inputs that filter, and the `filter` input, and-ed.
//
//   filter_of(operation, scan)  ->  And{ leaf{REGION: eu-west-3}, leaf{SERVICE: a, b} }
#pragma once

#include <optional>
#include <string_view>

#include "connectors/tables/operations/operation.h"
#include "sql/predicate.h"
#include "sql/scan.h"

namespace awscost::request {

// Canonical; nothing where nothing filters. Throws sql::Error where `filter` is no Expression.
std::optional<sql::Predicate> filter_of(const Operation& operation, const sql::Scan& scan);

// The values that narrow by that column of texts; null where nothing does.
const sql::Selection* narrowing(const sql::Scan& scan, std::size_t column);

}  // namespace awscost::request
