// Random sources of joins: few inputs, few conditions of their own, because the join has the conditions.
//
// Example:
//
//   void draw_first(Query& query, const World& world, Random& random) {
//     draw_joined_source(query, world, random, {.wraps = false});
//   }
#pragma once

#include "query.h"

namespace awscost::differential {

struct JoinedStyle {
  bool wraps = true;          // may be a view, subquery, CTE or named table
  bool is_bounded = false;    // its periods are few, because many rows are joined with it
  bool plain_inputs = false;  // the inputs stand inside a wrap, as FULL JOIN needs it
};

// Adds a source to the query.
void draw_joined_source(Query& query, const World& world, Random& random, const JoinedStyle& style);

}  // namespace awscost::differential
