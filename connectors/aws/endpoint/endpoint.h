// Where a service answers, and the region and name that its requests are signed for.
//
// How: first what the user configured (read_endpoint_settings), then AWS's published rule sets (endpoint_for). Cost
// Explorer and the Pricing Calculator have one region per partition, whatever the client's region. API Gateway, STS and
// the services of a sign-in answer in the client's region. A custom endpoint is used as it is and signed for the
// client's region: the rule sets give it no signing properties, and AWS's own tools do the same. Source: the services'
// endpoint-rule-set-1.json.
//
//   "ce", "eu-west-3"  ->  {https://ce.us-east-1.amazonaws.com, us-east-1, ce}
//
// Example:
//
//   std::string url_of_cost_explorer(const config::Profile& profile) {
//     return resolve_endpoint("ce", "eu-west-3", profile).url;
//   }
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
  std::string custom_url_place = "AWS_ENDPOINT_URL";  // where it is configured, for messages
};

// True where the service's data lives in a region: a missing region is an error then, and not us-east-1.
bool needs_region(std::string_view service);

// The settings of environment and profile: the region (`region`: what the call asks for; empty: nothing), the URL
// (configured_url.h), AWS_USE_FIPS_ENDPOINT / use_fips_endpoint, AWS_USE_DUALSTACK_ENDPOINT / use_dualstack_endpoint.
// Without any region it is us-east-1, or an error where needs_region().
EndpointSettings read_endpoint_settings(std::string_view service, const std::string& region,
                                        const config::Profile& profile);

// The rule sets. All three throw wire::SendError (nothing was sent) with what is wrong and what to set.
Endpoint endpoint_for(std::string_view service, const EndpointSettings& settings);

// read_endpoint_settings, then endpoint_for.
Endpoint resolve_endpoint(std::string_view service, const std::string& region, const config::Profile& profile);

// Whether one of AWS's own hosts answers there, by its domain: also a VPC endpoint, which is configured as a custom URL.
bool is_of_aws(const Endpoint& endpoint);

}  // namespace awscost::endpoint
