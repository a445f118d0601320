// The environment of a connection with the extension loaded, whose AWS is an imposter on loopback.
#pragma once

#include <cstdlib>
#include <string>

#include "clean_environment.h"
#include "database.h"

namespace awscost {

inline constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";
inline constexpr const char* kSecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
inline constexpr const char* kSessionToken = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";

// Sets all settings by environment, as a user would; removes the machine's own.
inline void point_at(const std::string& endpoint) {
  golden::clean_environment();
  setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
  setenv("AWSCOST_CONNECTOR", "aws", 1);
  setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
  setenv("AWS_SECRET_ACCESS_KEY", kSecretKey, 1);
  setenv("AWS_SESSION_TOKEN", kSessionToken, 1);
  setenv("AWS_ENDPOINT_URL", endpoint.c_str(), 1);
}

inline constexpr const char* kQuestion =
    "SELECT resource_id, unblended_cost FROM ce_cost_and_usage_with_resources "
    "WHERE service = 'AWS Lambda' AND period_start = '2026-11-20'";

}  // namespace awscost
