// Random queries: sources with inputs and predicates, joins, projections and frames around them.
//
//   Query query = draw_query(world, mixed(seed, number), sqlite3_libversion_number());
#pragma once

#include "query.h"

namespace awscost::differential {

Query draw_query(const World& world, std::uint64_t seed, int sqlite_version);

}  // namespace awscost::differential
