// The retry quota: what a retry costs, and what a success gives back.
#include "connectors/aws/retries/quota.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace awscost::retries {
namespace {

// The number of retries that the quota allows.
int takes(Quota& quota, RetryReason reason, const std::string& service = "ce") {
  int taken = 0;
  while (quota.take(service, reason)) ++taken;
  return taken;
}

TEST(Quota, HasFiveHundredTokens) {
  Quota throttled;
  EXPECT_EQ(takes(throttled, RetryReason::kThrottling), 100) << "5 each";
  Quota transient;
  EXPECT_EQ(takes(transient, RetryReason::kTransient), 35) << "14 each: 490";
  EXPECT_TRUE(transient.take("ce", RetryReason::kThrottling)) << "10 are left";
  EXPECT_TRUE(transient.take("ce", RetryReason::kThrottling));
  EXPECT_FALSE(transient.take("ce", RetryReason::kThrottling));
}

TEST(Quota, EachServiceHasItsOwn) {
  Quota quota;
  takes(quota, RetryReason::kThrottling);
  EXPECT_TRUE(quota.take("apigateway", RetryReason::kTransient));
}

TEST(Quota, ASuccessAfterARetryGivesItsCostBack) {
  Quota quota;
  takes(quota, RetryReason::kThrottling);
  quota.give_back("ce", RetryReason::kThrottling);
  EXPECT_EQ(takes(quota, RetryReason::kThrottling), 1);
  quota.give_back("ce", RetryReason::kTransient);
  EXPECT_EQ(takes(quota, RetryReason::kTransient), 1);
}

TEST(Quota, ASuccessAtOnceGivesOneToken) {
  Quota quota;
  takes(quota, RetryReason::kThrottling);
  for (int i = 0; i < 4; ++i) quota.give_back("ce", RetryReason::kNone);
  EXPECT_FALSE(quota.take("ce", RetryReason::kThrottling));
  quota.give_back("ce", RetryReason::kNone);
  EXPECT_EQ(takes(quota, RetryReason::kThrottling), 1);
}

TEST(Quota, NeverHasMoreThanFiveHundred) {
  Quota quota;
  for (int i = 0; i < 20; ++i) quota.give_back("ce", RetryReason::kTransient);
  EXPECT_EQ(takes(quota, RetryReason::kThrottling), 100);
}

TEST(Quota, IsForSeveralThreads) {
  Quota quota;
  int taken[4] = {};
  std::vector<std::thread> threads;
  for (int& mine : taken) threads.emplace_back([&] { mine = takes(quota, RetryReason::kThrottling); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken[0] + taken[1] + taken[2] + taken[3], 100);
}

}  // namespace
}  // namespace awscost::retries
