// A token bucket per Region. API Gateway's control plane has 10 requests per second and bursts of 40.
//
// Example:
//
//   bool is_throttled(RateLimit& limit, RateLimit::Time now) {
//     return !limit.take("us-east-1", now);  // AWS answers 429
//   }
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace awscost::sandbox {

class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Allows bursts of four times `per_second`. 0: no limit.
  explicit RateLimit(unsigned per_second) : per_second_(per_second) {}

  bool take(const std::string& region, Time now);  // false: the bucket is empty

 private:
  struct Bucket {
    double tokens;
    Time filled;
  };

  unsigned per_second_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace awscost::sandbox
