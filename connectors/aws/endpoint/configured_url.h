// The endpoint URL that a user configured for a service, instead of AWS's own: as AWS's tools look for it.
//
// First hit wins: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, `endpoint_url` below the service's name in the
// profile's `services` section, the profile's `endpoint_url`. The environment wins over a profile that the statement
// asks for as well. None of them counts where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true, or where it is not set and
// the profile's ignore_configured_endpoint_urls is.
//
//   configured_url("Cost Explorer", profile)  // AWS_ENDPOINT_URL_COST_EXPLORER, …, `cost_explorer =`, …
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/profile.h"

namespace awscost::endpoint {

struct ConfiguredUrl {
  std::string url;
  std::string place;  // for messages: "AWS_ENDPOINT_URL", "endpoint_url of the profile 'prod'"
};

// `sdk_id`: the serviceId of the service's model. Throws wire::SendError where the profile names a `services` section
// that is not there.
std::optional<ConfiguredUrl> configured_url(std::string_view sdk_id, const config::Profile& profile);

}  // namespace awscost::endpoint
