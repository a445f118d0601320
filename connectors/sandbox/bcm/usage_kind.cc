#include "connectors/sandbox/bcm/usage_kind.h"

#include <algorithm>
#include <utility>

namespace awscost::sandbox {
namespace {

// The first match counts: "RequestUnits" must come before "Request". The empty text matches everything.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kUnits = {{
    {"GB-Second", "Lambda-GB-Second"},
    {"ByteHrs", "GB-Mo"},
    {"VolumeUsage", "GB-Mo"},
    {"RequestUnits", "WriteCapacityUnit-Hrs"},
    {"Request", "Requests"},
    {"Bytes", "GB"},
    {"HostedZone", "HostedZone"},
    {"", "Hrs"},
}};

// Region names as in AWS's price lists.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLocations = {{
    {"EUW3-", "EU (Paris)"},
    {"USW2-", "US West (Oregon)"},
    {"EUC1-", "EU (Frankfurt)"},
    {"APS2-", "Asia Pacific (Sydney)"},
}};

}  // namespace

std::string unit_of(std::string_view usage_type) {
  const auto* const found = std::find_if(kUnits.begin(), kUnits.end(), [usage_type](const auto& unit) {
    return usage_type.find(unit.first) != std::string_view::npos;
  });
  return std::string(found->second);
}

std::optional<std::string> location_of(std::string_view service_code, std::string_view usage_type) {
  for (const auto& [prefix, location] : kLocations) {
    if (usage_type.starts_with(prefix)) return std::string(location);
  }
  const bool global = std::any_of(kOtherKinds.begin(), kOtherKinds.end(), [service_code](const UsageKind& kind) {
    return kind.global && kind.service_code == service_code;
  });
  if (global) return std::nullopt;
  return "US East (N. Virginia)";
}

}  // namespace awscost::sandbox
