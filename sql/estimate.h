// What a plan costs, in the numbers by which SQLite compares plans (rule R6).
//
// Costs count requests, because requests cost money and rows do not. SQLite cannot be told "never", so a plan that must
// not be chosen is made too dear, and a plan that another join order can improve on is no solution at all.
//
//   one scan 1e6; each bound slice x 0.9; each condition that narrows x 0.95; listing and asking every parent x 20
//
// Example:
//
//   bool is_cheaper(const AccessPath& one, const AccessPath& other) {
//     return estimate(one).cost < estimate(other).cost;
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sql/group_by.h"
#include "sql/offer.h"
#include "sql/plan.h"
#include "sql/table.h"

namespace awscost::sql {

// One way of running the statement, once every argument has its position.
struct AccessPath {
  const Table& table;
  const Offer& offer;
  const Plan& plan;
  const std::optional<GroupBy>& group_by;   // nothing: not known yet
  const std::vector<Constraint>& unusable;  // on columns that are slices, or may be
  bool left_out = false;                    // an IN on an input is unusable here and usable in another plan
};

struct Estimate {
  bool no_solution = false;
  double cost = 0;
  std::int64_t rows = 0;
};

Estimate estimate(const AccessPath& path);

}  // namespace awscost::sql
