// Random sources: one occurrence of a cost table, its inputs, and one to four predicates next to it.
//
// Example:
//
//   void draw_joined(Query& query, const World& world, Random& random, int sqlite_version) {
//     draw_source(query, 0, world, random, sqlite_version, {.small = true});
//   }
#pragma once

#include "query.h"

namespace awscost::differential {

struct SourceStyle {
  bool wraps = true;       // may be in a subquery, view or CTE
  bool must_wrap = false;  // must be in one
  bool small = false;      // few periods, because it is joined
  bool filters = true;
};

void draw_source(Query& query, std::size_t source, const World& world, Random& random, int sqlite_version,
                 const SourceStyle& style);

}  // namespace awscost::differential
