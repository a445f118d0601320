// The gateways of the sandbox's account: seven usage plans in us-east-1, two in eu-west-3, none elsewhere.
//
// They include cases that are hard for readers: a plan with more keys than two pages hold, a plan without keys, ids and
// names that need encoding, plans without quota, throttle or description, keys in two plans and in none, disabled keys,
// and a plan of an old account whose usage is listed by the keys' secret values.
//
// Example:
//
//   std::size_t number_of_keys() {
//     return generate_gateway(1, "us-east-1").keys.size();
//   }
#pragma once

#include <cstdint>
#include <string_view>

#include "connectors/sandbox/apigateway/gateway.h"

namespace awscost::sandbox {

bool has_gateway(std::string_view region);

GatewayRegion generate_gateway(std::uint64_t seed, std::string_view region);

// A number derived from a text, as a seed.
std::uint64_t text_number(std::string_view text);

}  // namespace awscost::sandbox
