// Random queries: sources with inputs and predicates, joins, projections and frames around them.
//
// Example:
//
//   Query first_query(const World& world, int sqlite_version) {
//     return draw_query(world, mixed(1, 0), sqlite_version);
//   }
#pragma once

#include "query.h"

namespace awscost::differential {

Query draw_query(const World& world, std::uint64_t seed, int sqlite_version);

}  // namespace awscost::differential
