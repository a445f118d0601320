// The environment variables of AWS's tools that a profile's snapshot holds, by the purpose that makes them needed.
//
// A variable that is read through config::Profile and does not stand here ends in std::logic_error (environment.h).
//
// Example:
//
//   Environment keys_of(const Environment& environment) {
//     return snapshot(environment, kKeyVariables);
//   }
#pragma once

#include <array>

#include "connectors/aws/config/environment.h"

namespace awscost::config {

// Always needed: where files are, the region, the endpoints, how requests travel, an EC2 instance's metadata.
inline constexpr std::array kSettingVariables = {"HOME",
                                                 "AWS_CONFIG_FILE",
                                                 "AWS_SHARED_CREDENTIALS_FILE",
                                                 "AWS_LOGIN_CACHE_DIRECTORY",
                                                 "AWS_REGION",
                                                 "AWS_DEFAULT_REGION",
                                                 "AWS_CA_BUNDLE",
                                                 "AWS_MAX_ATTEMPTS",
                                                 "AWS_SDK_UA_APP_ID",
                                                 "AWS_USE_FIPS_ENDPOINT",
                                                 "AWS_USE_DUALSTACK_ENDPOINT",
                                                 "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                                 "AWS_ENDPOINT_URL",
                                                 "AWS_ENDPOINT_URL_COST_EXPLORER",
                                                 "AWS_ENDPOINT_URL_BCM_PRICING_CALCULATOR",
                                                 "AWS_ENDPOINT_URL_API_GATEWAY",
                                                 "AWS_ENDPOINT_URL_BILLING",
                                                 "AWS_ENDPOINT_URL_STS",
                                                 "AWS_ENDPOINT_URL_SSO",
                                                 "AWS_ENDPOINT_URL_SSO_OIDC",
                                                 "AWS_ENDPOINT_URL_SIGNIN",
                                                 "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                                 "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                                 "AWS_EC2_METADATA_DISABLED",
                                                 "AWS_EC2_METADATA_V1_DISABLED",
                                                 "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                                 "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                                 "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                                                 "AWS_METADATA_SERVICE_TIMEOUT"};

// Needed unless the statement names a profile; then only where a profile has credential_source = Environment.
inline constexpr std::array kKeyVariables = {"AWS_ACCESS_KEY_ID",  "AWS_SECRET_ACCESS_KEY",     "AWS_SESSION_TOKEN",
                                             "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID"};

// Needed unless the statement names a profile.
inline constexpr std::array kWebIdentityVariables = {"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN",
                                                     "AWS_ROLE_SESSION_NAME"};

// Needed where a container's endpoint is set.
inline constexpr std::array kContainerVariables = {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                                   "AWS_CONTAINER_AUTHORIZATION_TOKEN"};

}  // namespace awscost::config
