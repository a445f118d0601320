// Whether a table hands out its rows group by group, so that SQLite need not sort them for GROUP BY (grouped_rows.h).
//
// Decision: docs/decisions, 22.
//
// Example:
//
//   bool sorts(const Table& table, const Offer& offer, const BestIndex& best) {
//     return handed_out_groups(table, offer, best.uses).empty();
//   }
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sql/offer.h"
#include "sql/plan.h"
#include "sql/table.h"

namespace awscost::sql {

// The columns of GROUP BY; none where SQLite sorts. `uses`: what the plan takes of the offer's constraints.
std::vector<std::size_t> handed_out_groups(const Table& table, const Offer& offer,
                                           std::span<const ConstraintUsage> uses);

}  // namespace awscost::sql
