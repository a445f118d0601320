// Random sources: one occurrence of a cost table, its inputs, and one to four predicates next to it.
//
//   draw_source(query, 0, world, random, version, {.small = true});
#pragma once

#include "query.h"

namespace awscost::differential {

struct SourceStyle {
  bool wraps = true;       // may stand in a subquery, view or CTE
  bool must_wrap = false;  // does
  bool small = false;      // few periods: it is joined
  bool filters = true;
};

void draw_source(Query& query, std::size_t source, const World& world, Random& random, int sqlite_version,
                 const SourceStyle& style);

}  // namespace awscost::differential
