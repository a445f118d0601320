#include "connectors/sandbox/metric.h"

namespace awscost::sandbox {
namespace {

struct Spelling {
  std::string_view camel;
  std::string_view snake;
};

constexpr std::array<Spelling, kMetricCount> kSpellings = {{
    {"UnblendedCost", "UNBLENDED_COST"},
    {"BlendedCost", "BLENDED_COST"},
    {"AmortizedCost", "AMORTIZED_COST"},
    {"NetUnblendedCost", "NET_UNBLENDED_COST"},
    {"NetAmortizedCost", "NET_AMORTIZED_COST"},
    {"UsageQuantity", "USAGE_QUANTITY"},
    {"NormalizedUsageAmount", "NORMALIZED_USAGE_AMOUNT"},
}};

}  // namespace

std::string_view name(Metric metric) {
  return kSpellings[static_cast<std::size_t>(metric)].camel;
}

bool is_money(Metric metric) {
  return metric != Metric::kUsageQuantity && metric != Metric::kNormalizedUsageAmount;
}

std::optional<Metric> find_metric(std::string_view text) {
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    if (text == kSpellings[i].camel || text == kSpellings[i].snake) return static_cast<Metric>(i);
  }
  return std::nullopt;
}

}  // namespace awscost::sandbox
