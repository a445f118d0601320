// What AWS's SDKs say in a request about its repetition, so that AWS can tell a repeated call from a new one.
//
//   amz-sdk-invocation-id: 228f3bdf-5250-43d3-9ba1-33d42465ab2b      the same in all attempts of a call
//   amz-sdk-request: attempt=1; max=3
//
// They are not signed (connectors/aws/signing/canonical.cc), as botocore adds them after signing. SDKs also send `ttl`, the
// time at which they stop waiting, once an answer has shown AWS's clock. It is left out: a wrong one would make AWS drop
// a request that somebody waits for.
//
// Example:
//
//   std::vector<wire::Header> of_a_first_attempt() {
//     return invocation_headers(new_invocation_id(), 1, 3);
//   }
#pragma once

#include <string>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::retries {

// A random UUID. Empty where the system has no random numbers.
std::string new_invocation_id();

// None where `id` is empty. A correction (expired credentials, the clock) may exceed `max_attempts`.
std::vector<wire::Header> invocation_headers(const std::string& id, int attempt, int max_attempts);

}  // namespace awscost::retries
