#include "sql/grouping.h"

#include <algorithm>

namespace awscost::sql {
namespace {

// A number with a fraction makes no group (value_ids.cc).
bool makes_groups(const Column& column) {
  return !text::is_number(column.type) || column.role == Role::kPeriodTwin;
}

}  // namespace

std::vector<std::size_t> handed_out_groups(const Table& table, const Offer& offer,
                                           std::span<const ConstraintUsage> uses) {
  if (table.operation.empty() || table.writable) return {};
  if (!std::all_of(offer.group_terms.begin(), offer.group_terms.end(),
                   [&](std::size_t column) { return makes_groups(table.columns[column]); })) {
    return {};
  }
  for (std::size_t i = 0; i < offer.constraints.size(); ++i) {
    // Another table of a join could bind it: which one comes first decides what is asked, and the promise would make
    // this one look cheap.
    if (!offer.constraints[i].usable) return {};
    // SQLite goes through the set, and scans once for each member.
    if (offer.constraints[i].op == Operator::kIn && uses[i].argument > 0 && !uses[i].whole) return {};
  }
  return offer.group_terms;
}

}  // namespace awscost::sql
