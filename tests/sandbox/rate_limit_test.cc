// The token bucket, with an injected clock.
#include "connectors/sandbox/server/rate_limit.h"

#include <gtest/gtest.h>

namespace awscost::sandbox {
namespace {

using namespace std::chrono_literals;

constexpr RateLimit::Time kStart{1000s};

int taken(RateLimit& limit, RateLimit::Time now, int tries, const std::string& region = "us-east-1") {
  int count = 0;
  for (int i = 0; i < tries; ++i) count += limit.take(region, now) ? 1 : 0;
  return count;
}

TEST(RateLimit, LetsAFourfoldBurstThroughAndThenTheRate) {
  RateLimit limit(10);
  EXPECT_EQ(taken(limit, kStart, 50), 40);
  EXPECT_EQ(taken(limit, kStart + 99ms, 5), 0);
  EXPECT_EQ(taken(limit, kStart + 1s, 50), 10);
  EXPECT_EQ(taken(limit, kStart + 100s, 50), 40);
}

TEST(RateLimit, IsEachRegionsOwn) {
  RateLimit limit(1);
  EXPECT_EQ(taken(limit, kStart, 5), 4);
  EXPECT_EQ(taken(limit, kStart, 5, "eu-west-3"), 4);
}

TEST(RateLimit, IsOffAtZero) {
  RateLimit limit(0);
  EXPECT_EQ(taken(limit, kStart, 1000), 1000);
}

}  // namespace
}  // namespace awscost::sandbox
