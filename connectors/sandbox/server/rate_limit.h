// How many requests an account may make: a token bucket for each region, as API Gateway's control plane has it (10 a
// second, 40 at once).
//
//   RateLimit limit(10);
//   if (!limit.take("us-east-1", now)) …                429 at AWS
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace awscost::sandbox {

class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `per_second` requests, four times as many at once; 0: no limit.
  explicit RateLimit(unsigned per_second) : per_second_(per_second) {}

  bool take(const std::string& region, Time now);  // false: one too many

 private:
  struct Bucket {
    double tokens;
    Time filled;
  };

  unsigned per_second_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace awscost::sandbox
