// The attempts of one request: after each outcome, whether there is another attempt, and after what delay.
//
// How: a state machine without I/O. The sender sends an attempt, classifies its outcome (policy.h) and calls next(). If
// that returns a Retry, the sender waits (wait.h) and sends again; else the outcome is final. Queries
// (connectors/asking/retry) and credentials providers (connectors/aws/credentials) both use it.
//
// Example:
//
//   wire::Reply send(Attempts& attempts, const std::function<wire::Reply()>& send_once, const Sleep& sleep) {
//     for (;;) {
//       const wire::Reply reply = send_once();
//       const std::optional<Retry> retry = attempts.next({.reason = classify(reply), .reply = &reply});
//       if (!retry || !wait(retry->delay, sleep, {})) return reply;
//     }
//   }
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "connectors/aws/retries/policy.h"
#include "connectors/aws/retries/quota.h"
#include "connectors/aws/retries/wait.h"
#include "connectors/wire/call.h"

namespace awscost::retries {

struct AttemptOutcome {
  RetryReason reason = RetryReason::kNone;
  const wire::Reply* reply = nullptr;  // null: no answer came
  // The client has corrected what AWS refused (renewed its credentials, set its clock): the same request may succeed.
  bool is_corrected = false;
};

struct Retry {
  std::chrono::milliseconds delay{0};
  bool is_correction = false;  // sent at once
};

// For one thread at a time.
class Attempts {
 public:
  struct Options {
    int max_attempts = 3;                                  // the first attempt included
    std::function<double()> random;                        // from 0 to below 1; asked once a retry
    std::optional<std::chrono::milliseconds> fixed_delay;  // between two attempts; nothing: backoff()
    Quota* quota = nullptr;                                // null: none. Outlives this object
    std::string service;                                   // whose tokens of the quota the request uses
  };

  explicit Attempts(Options options);

  // Counts the attempt that ended so. Nothing: the outcome is final, because it is a success or stays, or because the
  // attempts or the quota are used up. A correction is retried once a request, and that attempt does not count.
  std::optional<Retry> next(const AttemptOutcome& outcome);

  // Attempts that have ended, the one after a correction included.
  int sent() const { return sent_; }

 private:
  Options options_;
  int sent_ = 0;
  int counted_ = 0;  // without the one after a correction
  bool corrected_ = false;
  RetryReason last_ = RetryReason::kNone;
};

}  // namespace awscost::retries
