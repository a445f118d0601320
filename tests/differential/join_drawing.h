// Random joins: what a statement may ask of our tables again and again, and every way to say it.
//
// A statement has up to three cost tables, a wide local one (world.h: clean, many, mixed, nocased), and tables of other
// services. Each is linked to what stands before it by keys, slices, periods, parents or its granularity. Joins of rows
// are drawn as they are written and with CROSS JOIN in other orders, whose rows are the same.
//
// Example:
//
//   std::string first_join(const World& world, int sqlite_version) {
//     return draw_joins(world, mixed(1, 0), sqlite_version).joins.ways.front().text;
//   }
#pragma once

#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

Query draw_joins(const World& world, std::uint64_t seed, int sqlite_version);

// The names of all shapes, which Joins::shapes draws from.
std::vector<std::string> join_shapes();

}  // namespace awscost::differential
