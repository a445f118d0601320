// Makes a failing case small: drops predicates, inputs, joins, clauses and line items while it still differs.
//
//   Case small = reduce({world, query}, [&](const Case& c) { return differs(c); });
#pragma once

#include <functional>

#include "query.h"

namespace awscost::differential {

struct Case {
  World world;
  Query query;
};

Case reduce(Case failing, const std::function<bool(const Case&)>& differs);

}  // namespace awscost::differential
