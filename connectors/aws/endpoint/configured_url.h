// The endpoint URL that a user configured for a service instead of AWS's own, by the rules of AWS's tools.
//
// The first one counts: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, `endpoint_url` below the service's name in the
// profile's `services` section, the profile's `endpoint_url`. The environment also wins over a profile that the
// statement names. None counts where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true, or where that is not set and the
// profile's ignore_configured_endpoint_urls is true.
//
// Example:
//
//   // AWS_ENDPOINT_URL_COST_EXPLORER, ..., `cost_explorer =` below [services NAME], ...
//   bool is_custom(const config::Profile& profile) {
//     return configured_url("Cost Explorer", profile).has_value();
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/environment.h"
#include "connectors/aws/config/profile.h"

namespace awscost::endpoint {

struct ConfiguredUrl {
  std::string url;
  std::string place;  // for messages: "AWS_ENDPOINT_URL", "endpoint_url of the profile 'prod'"
};

// `sdk_id`: the serviceId of the service's model. Throws wire::SendError where the profile names a `services` section
// that does not exist.
std::optional<ConfiguredUrl> configured_url(std::string_view sdk_id, const config::Profile& profile);

// The same with the variables of `environment`: a profile's snapshot holds those of our services only.
std::optional<ConfiguredUrl> configured_url(std::string_view sdk_id, const config::Environment& environment,
                                            const config::Profile& profile);

}  // namespace awscost::endpoint
