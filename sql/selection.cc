#include "sql/selection.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace awscost::sql {

// Instants: each end stands one second outside the times that can match.
bool Range::contradictory() const {
  constexpr std::chrono::seconds kWidened{2};
  return (after && before && *before - *after < kWidened) || (lowest && highest && *lowest > *highest);
}

bool has(const Selection& selection, const Cell& key) {
  const auto* text = std::get_if<std::string_view>(&key);
  if (text == nullptr) return selection.absent && std::holds_alternative<Null>(key);
  const auto at = std::lower_bound(selection.values.begin(), selection.values.end(), *text);
  return at != selection.values.end() && *at == *text;
}

void meet(Selection& selection, Selection wanted) {
  std::sort(wanted.values.begin(), wanted.values.end());
  wanted.values.erase(std::unique(wanted.values.begin(), wanted.values.end()), wanted.values.end());
  if (selection.bound) {
    std::vector<std::string> both;
    std::set_intersection(selection.values.begin(), selection.values.end(), wanted.values.begin(), wanted.values.end(),
                          std::back_inserter(both));
    wanted.values = std::move(both);
    wanted.absent = wanted.absent && selection.absent;
  }
  wanted.bound = true;
  selection = std::move(wanted);
}

void meet(Range& range, const Range& wanted) {
  if (wanted.after) range.after = std::max(range.after.value_or(*wanted.after), *wanted.after);
  if (wanted.before) range.before = std::min(range.before.value_or(*wanted.before), *wanted.before);
  if (wanted.lowest) range.lowest = std::max(range.lowest.value_or(*wanted.lowest), *wanted.lowest);
  if (wanted.highest) range.highest = std::min(range.highest.value_or(*wanted.highest), *wanted.highest);
}

}  // namespace awscost::sql
