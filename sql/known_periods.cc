#include "sql/known_periods.h"

#include <algorithm>
#include <vector>

#include "sql/periods.h"
#include "sql/text/instant.h"

namespace awscost::sql {
namespace {

// Which of the inputs AWS cannot refuse for its value; the window is looked at by itself.
bool is_harmless(Role role) {
  return role == Role::kGroupBy || role == Role::kGranularity || role == Role::kStartDate || role == Role::kEndDate ||
         role == Role::kProfile;
}

bool asks_for_periods_alone(const Scan& scan) {
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Role role = columns[i].role;
    if (is_input(role)) {
      if (!is_harmless(role) && scan.input(i)) return false;
      continue;
    }
    if (scan.selections[i].bound) return false;
    if (scan.mentioned.test(i) && !is_period(role) && role != Role::kPeriodTwin) return false;
  }
  return true;
}

// AWS refuses a window that begins before its history or ends behind the bucket under way, and cuts a bucket that the
// window cuts.
bool is_of_whole_buckets_of_the_history(const Scan& scan) {
  const std::vector<PeriodCondition> none;
  const auto whole = find_window(
      {.history = scan.table->history, .granularity = scan.granularity, .conditions = &none, .now = scan.now});
  if (!whole) return false;
  const std::vector<Bucket> buckets = buckets_of(*scan.window, scan.granularity);
  const std::vector<Bucket> history = buckets_of(*whole, scan.granularity);
  if (buckets.empty() || history.empty()) return false;
  return buckets.front() == whole_bucket(buckets.front().start, scan.granularity) &&
         buckets.back() == whole_bucket(buckets.back().start, scan.granularity) &&
         buckets.front().start >= history.front().start && buckets.back().end <= history.back().end;
}

}  // namespace

bool has_known_periods(const Scan& scan) {
  return scan.table->has_every_period && scan.window && !scan.empty && scan.group_by.keys.empty() &&
         scan.several.empty() && scan.granularity != Granularity::kHourly && asks_for_periods_alone(scan) &&
         is_of_whole_buckets_of_the_history(scan);
}

}  // namespace awscost::sql
