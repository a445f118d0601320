// When a request is sent again, and after what pause: AWS's "standard" retry mode by its rules of 2026.
//
// Owns: which failures may pass, how long to wait, and the quota that ends repeating when everything fails. Does not
// own: sending (retrying.h; the credential chain has its own sender), money (connectors/spend). Why these rules:
// docs/decisions/0008-standard-retries.md.
//
//   if (retries::kind_of(reply) != retries::Kind::kFinal) sleep(retries::pause(kind, attempt, random(), &reply));
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::retries {

enum class Kind : std::uint8_t {
  kFinal,      // an answer, or a failure that stays: not sent again
  kTransient,  // a server's fault, or no answer
  kThrottled,  // AWS wants fewer requests
};

// By status, header and code (500, 502, 503, 504; the lists of codes that AWS documents). A success is final.
Kind kind_of(const wire::Reply& reply);

// Without an answer: what was not reached or broke off may pass. A request that ran into its time limit is sent again
// only where it is free of charge: AWS may have answered, and charged, the first one.
Kind kind_of(const wire::SendError& error, bool free_of_charge);

// Does an error answer leave open whether the request was carried out? What AWS throttles it puts off, and what it
// refuses it has not done; after a server's fault, or an answer on the way that is not AWS's, nobody knows.
bool leaves_open(const wire::Reply& reply);

// How long to wait after the attempt that failed (1 is the first): random · min(scale · 2^(attempt-1), 20 s), with a
// scale of 1 s where AWS throttles and of 50 ms otherwise. A hint of the answer, x-amz-retry-after (milliseconds) or
// Retry-After (seconds), lengthens it by at most 5 s and 20 s respectively. `random`: from 0 to below 1. `reply`: the
// answer, null where none came.
std::chrono::milliseconds pause(Kind kind, int attempt, double random, const wire::Reply* reply);

// Attempts a request has, the first included: AWS_MAX_ATTEMPTS or max_attempts, a whole number from 1; else 3. `text`:
// its value, empty where it is not set. Throws wire::SendError (nothing was sent) where it is no such number.
int max_attempts(std::string_view text);

// Tokens that repeating costs, so that an outage is not made worse: 500 a service, 5 for a repetition after throttling,
// 14 for any other; one that succeeds gives its own back, a request that succeeds at once gives one. For several
// threads at once.
class Quota {
 public:
  // False, and nothing taken, where too few are left.
  bool take(std::string_view service, Kind kind);
  // `last`: what the last repetition was for; kFinal: there was none.
  void succeeded(std::string_view service, Kind last);

 private:
  std::mutex mutex_;
  std::map<std::string, int, std::less<>> left_;
};

}  // namespace awscost::retries
