// The seven metrics of a cost query.
//
// Example:
//
//   bool both_spellings() {
//     return find_metric("UnblendedCost") == find_metric("UNBLENDED_COST");  // true
//   }
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "connectors/sandbox/amount.h"

namespace awscost::sandbox {

enum class Metric {
  kUnblendedCost,
  kBlendedCost,
  kAmortizedCost,
  kNetUnblendedCost,
  kNetAmortizedCost,
  kUsageQuantity,
  kNormalizedUsageAmount,
};
inline constexpr std::size_t kMetricCount = 7;

// One amount per metric, in the order of the enum.
using Amounts = std::array<Amount, kMetricCount>;

inline Amount& of(Amounts& amounts, Metric metric) {
  return amounts[static_cast<std::size_t>(metric)];
}
inline Amount of(const Amounts& amounts, Metric metric) {
  return amounts[static_cast<std::size_t>(metric)];
}

std::string_view name(Metric metric);  // "UnblendedCost"
bool is_money(Metric metric);
// Requests may use "UnblendedCost" or "UNBLENDED_COST". Answers use the first form.
std::optional<Metric> find_metric(std::string_view text);

}  // namespace awscost::sandbox
