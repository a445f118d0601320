// Which failures are retried, and after what delay: AWS's "standard" retry mode by its rules of 2026.
//
// Owns: the classification of errors, the backoff, the number of attempts. Does not own: counting attempts
// (attempts.h), the retry quota (quota.h), sending, money (connectors/asking/spend). docs/decisions/0008 says why these
// rules.
//
// Example:
//
//   bool is_retryable(const wire::Reply& reply) {
//     return classify(reply) != RetryReason::kNone;
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::retries {

enum class RetryReason : std::uint8_t {
  kNone,        // a success, or an error that stays
  kTransient,   // the server failed, or no answer came
  kThrottling,  // AWS wants fewer requests
};

// By status, header and error code: 429, 500, 502, 503, 504, and the codes that AWS's SDKs list. A success is kNone.
RetryReason classify(const wire::Reply& reply);

// Where no complete answer came. A request that timed out, or whose answer of status 200 broke off, is retried only where
// it is free of charge: AWS may have answered, and charged, the first one.
RetryReason classify(const wire::SendError& error, bool free_of_charge);

// True where an error answer does not tell whether the request was carried out. AWS carries out neither what it
// throttles nor what it refuses; after a server's fault, or an answer that is not AWS's, nobody knows.
bool leaves_open(const wire::Reply& reply);

// The delay after the attempt that failed (1 is the first): random * min(scale * 2^(attempt - 1), 20 s). The scale is 1
// s for throttling and 50 ms otherwise. A hint of the answer, x-amz-retry-after (milliseconds) or Retry-After
// (seconds), lengthens the delay by up to 5 s, or to up to 20 s. `random`: from 0 to below 1. `reply`: null where no
// answer came.
std::chrono::milliseconds backoff(RetryReason reason, int attempt, double random, const wire::Reply* reply);

// The attempts of a request, the first one included: 3, or `text`, the value of AWS_MAX_ATTEMPTS or max_attempts
// (empty: not set). Throws wire::SendError (nothing was sent) where `text` is not a whole number from 1.
int max_attempts(std::string_view text);

}  // namespace awscost::retries
