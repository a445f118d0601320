#include "connectors/sandbox/ce/tally.h"

namespace awscost::sandbox {

bool has_usage(const Line& line) {
  return !(of(line.amounts, Metric::kUsageQuantity) == Amount{});
}

void Tally::add(const Line& line, std::int64_t weight) {
  present_ = true;
  for (std::size_t i = 0; i < kMetricCount; ++i) amounts_[i] += line.amounts[i] * weight;
  if (!has_usage(line)) return;  // it does not affect the unit of the group
  if (usage_unit_ == 0) usage_unit_ = line.usage_unit;
  mixed_ = mixed_ || usage_unit_ != line.usage_unit;
}

std::string_view Tally::unit(Metric metric, const Account& account) const {
  if (is_money(metric)) return "USD";
  if (metric == Metric::kNormalizedUsageAmount || mixed_ || usage_unit_ == 0) return "N/A";
  return account.text(usage_unit_);
}

}  // namespace awscost::sandbox
