// Which queries are so simple that a promised error is certain.
#include <algorithm>
#include <vector>

#include "contract.h"

namespace awscost::differential {
namespace {

// Two predicates about one dimension may contradict each other, and periods may leave no window.
bool may_contradict(const Source& source) {
  std::vector<Dimension> seen;
  for (const Predicate& predicate : source.predicates) {
    if (predicate.errors != 0 && (source.group_by || source.granularity || source.start_date || source.end_date)) {
      return true;
    }
    if (predicate.periods_only && (source.resources || source.start_date)) return true;
    for (const Claim& claim : predicate.claims) {
      if (std::find(seen.begin(), seen.end(), claim.dimension) != seen.end()) return true;
      seen.push_back(claim.dimension);
    }
  }
  return false;
}

}  // namespace

bool is_simple(const Query& query) {
  const Source& source = query.sources.front();
  const auto never = [](const Predicate& predicate) { return predicate.may_be_false; };
  return query.frame == Frame::kSelect && !query.join && query.sources.size() == 1 && query.fillers == 0 &&
         source.outside.empty() && source.predicates.size() <= (source.resources ? 2U : 1U) &&
         std::none_of(source.predicates.begin(), source.predicates.end(), never) && query.limit.value_or(1) > 0 &&
         !may_contradict(source);
}

}  // namespace awscost::differential
