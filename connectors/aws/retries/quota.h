// The retry quota: tokens that retries cost, so that retries do not make an outage worse.
//
// How: each service has 500 tokens. A retry after throttling costs 5, any other 14. A request that succeeds after a
// retry gives back what its last retry cost; one that succeeds at once gives back 1. Source: AWS's "standard" retry
// mode.
//
// Example:
//
//   bool may_retry(Quota& quota) {
//     return quota.take("ce", RetryReason::kThrottling);
//   }
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "connectors/aws/retries/policy.h"

namespace awscost::retries {

// For several threads at once.
class Quota {
 public:
  // False, and nothing is taken, where too few tokens are left.
  bool take(std::string_view service, RetryReason reason);
  // A request succeeded. `last`: why it was last retried; kNone: it was not.
  void give_back(std::string_view service, RetryReason last);

 private:
  std::mutex mutex_;
  std::map<std::string, int, std::less<>> left_;
};

}  // namespace awscost::retries
