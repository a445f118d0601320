#include "connectors/sandbox/server/rate_limit.h"

#include <algorithm>

namespace awscost::sandbox {

bool RateLimit::take(const std::string& region, Time now) {
  if (per_second_ == 0) return true;
  const double burst = 4.0 * per_second_;
  Bucket& bucket = buckets_.try_emplace(region, Bucket{burst, now}).first->second;
  const std::chrono::duration<double> passed = now - bucket.filled;
  bucket.tokens = std::min(burst, bucket.tokens + passed.count() * per_second_);
  bucket.filled = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace awscost::sandbox
