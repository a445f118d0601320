// What a plan costs, in the numbers SQLite compares plans by (rule R6).
//
// Costs count requests: they cost money, and rows do not. SQLite cannot be told "never twice", so what must not be
// chosen is made too dear, and what another join order can do better is no solution at all.
//
//   one scan 1e6; each bound slice x 0.9; each condition that narrows x 0.95; parents to be listed and asked x 20
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sql/group_by.h"
#include "sql/offer.h"
#include "sql/plan.h"
#include "sql/table.h"

namespace awscost::sql {

// What the planner path, when every argument has its place.
struct AccessPath {
  const Table& table;
  const Offer& offer;
  const Plan& plan;
  const std::optional<GroupBy>& group_by;   // where it is known
  const std::vector<Constraint>& unusable;  // on what is, or may be, a slice
  bool left_out = false;                    // an input's IN that only another plan can have
};

struct Estimate {
  bool no_solution = false;
  double cost = 0;
  std::int64_t rows = 0;
};

Estimate estimate(const AccessPath& path);

}  // namespace awscost::sql
