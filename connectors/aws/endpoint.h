// Where a service answers and for which region and name its requests are signed.
//
// Two steps: what the user configured (read_endpoint_settings), then AWS's published rule sets (endpoint_for). Cost
// Explorer and the Pricing Calculator have one region per partition, whatever the client's; API Gateway and STS answer
// in the client's. A custom endpoint is taken as it is and signed for the client's region, not for the partition's one:
// the rule sets give it no signing properties, and AWS's own tools do the same.
// Source: the services' endpoint-rule-set-1.json.
//
//   resolve_endpoint("ce", "eu-west-3", environment)
//     ->  {https://ce.us-east-1.amazonaws.com, us-east-1, ce}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/environment.h"

namespace awscost::aws {

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
};

// Environment, first hit wins: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL (neither where
// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true); AWS_REGION, AWS_DEFAULT_REGION; AWS_USE_FIPS_ENDPOINT,
// AWS_USE_DUALSTACK_ENDPOINT. `region`: what the call asks for, empty for none.
// No region at all means us-east-1, except for API Gateway, whose data lives in a region: there it is an error.
EndpointSettings read_endpoint_settings(std::string_view service, const std::string& region,
                                        const Environment& environment);

// The rule sets. Both throw wire::SendError (nothing was sent) with what is wrong and what to set.
Endpoint endpoint_for(std::string_view service, const EndpointSettings& settings);

// Both steps.
Endpoint resolve_endpoint(std::string_view service, const std::string& region, const Environment& environment);

}  // namespace awscost::aws
