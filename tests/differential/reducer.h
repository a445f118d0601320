// Reduces a failing case: drops predicates, inputs, joins, clauses and line items while the answers still differ.
//
// Example:
//
//   Case smaller(const Case& failing, const std::function<bool(const Case&)>& differs) {
//     return reduce(failing, differs);
//   }
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
