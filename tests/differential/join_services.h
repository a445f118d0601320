// Joins with the tables of other services: usage of API Gateway's plans, quantities of bill scenarios.
//
// Example:
//
//   void usage_of_each_plan(Query& query, const World& world, Random& random) {
//     join_usage_by_plan(query, world, random);
//   }
#pragma once

#include "query.h"

namespace awscost::differential {

void join_usage_by_plan(Query& query, const World& world, Random& random);
// With the cost table that the query has.
void join_usage_and_cost(Query& query, const World& world, Random& random);
void join_quantities_by_scenario(Query& query, const World& world, Random& random);

}  // namespace awscost::differential
