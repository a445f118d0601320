// Where a service answers and for which region and name its requests are signed.
//
// Two steps: what the user configured (read_endpoint_settings), then AWS's published rule sets (endpoint_for). Cost
// Explorer and the Pricing Calculator have one region per partition, whatever the client's; API Gateway, STS and the
// services that sign people in answer in the client's. A custom endpoint is taken as it is and signed for the client's
// region, not for the partition's one: the rule sets give it no signing properties, and AWS's own tools do the same.
// Source: the services' endpoint-rule-set-1.json.
//
//   resolve_endpoint("ce", "eu-west-3", profile)
//     ->  {https://ce.us-east-1.amazonaws.com, us-east-1, ce}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/profile.h"

namespace awscost::endpoint {

struct Endpoint {
  std::string url;  // scheme, host, optional port and path; no query
  std::string signing_region;
  std::string signing_name;
};

struct EndpointSettings {
  std::string region;  // the client's; empty: none is configured
  bool fips = false;
  bool dual_stack = false;
  std::optional<std::string> custom_url;
  std::string custom_url_place = "AWS_ENDPOINT_URL";  // where it comes from, for messages
};

// Whether the service's data lives in a region, so that a missing one is an error and not us-east-1.
bool needs_region(std::string_view service);

// What environment and profile say: the region (`region`: what the call asks for, empty for none), the URL
// (configured_url.h), AWS_USE_FIPS_ENDPOINT / use_fips_endpoint, AWS_USE_DUALSTACK_ENDPOINT / use_dualstack_endpoint.
// No region at all means us-east-1, except where needs_region(): there it is an error.
EndpointSettings read_endpoint_settings(std::string_view service, const std::string& region,
                                        const config::Profile& profile);

// The rule sets. Both throw wire::SendError (nothing was sent) with what is wrong and what to set.
Endpoint endpoint_for(std::string_view service, const EndpointSettings& settings);

// Both steps.
Endpoint resolve_endpoint(std::string_view service, const std::string& region, const config::Profile& profile);

}  // namespace awscost::endpoint
