// The attempts of one request: when there is another one, after what delay, and what it costs the quota.
#include "connectors/aws/retries/attempts.h"

#include <gtest/gtest.h>

namespace awscost::retries {
namespace {

using namespace std::chrono_literals;

const wire::Reply kSuccess{.status = 200};
const wire::Reply kFault{.status = 503};
const wire::Reply kExpired{.status = 400};

constexpr double half() {
  return 0.5;
}

AttemptOutcome outcome_of(const wire::Reply& reply) {
  return {.reason = classify(reply), .reply = &reply};
}

constexpr AttemptOutcome kNoAnswer{.reason = RetryReason::kTransient};
constexpr AttemptOutcome kTimeout{.reason = RetryReason::kNone};

TEST(Attempts, ASuccessIsFinal) {
  Attempts attempts({.random = half});
  EXPECT_FALSE(attempts.next(outcome_of(kSuccess)));
  EXPECT_EQ(attempts.sent(), 1);
}

TEST(Attempts, AnErrorThatStaysIsFinal) {
  Attempts attempts({.random = half});
  EXPECT_FALSE(attempts.next(kTimeout));
}

TEST(Attempts, ThreeInAllByDefault) {
  Attempts attempts({.random = half});
  EXPECT_TRUE(attempts.next(outcome_of(kFault)));
  EXPECT_TRUE(attempts.next(kNoAnswer));
  EXPECT_FALSE(attempts.next(outcome_of(kFault)));
  EXPECT_EQ(attempts.sent(), 3);
}

TEST(Attempts, OneMeansNoRetry) {
  Attempts attempts({.max_attempts = 1, .random = half});
  EXPECT_FALSE(attempts.next(outcome_of(kFault)));
}

TEST(Attempts, TheDelayIsTheBackoffOfTheAttempt) {
  Attempts attempts({.random = half});
  EXPECT_EQ(attempts.next(kNoAnswer)->delay, 25ms) << "half of 50 ms";
  EXPECT_EQ(attempts.next(outcome_of(wire::Reply{.status = 429}))->delay, 1'000ms) << "half of 2 s";
}

TEST(Attempts, TheDelayFollowsTheAnswersHint) {
  Attempts attempts({.random = half});
  const wire::Reply busy{.status = 503, .headers = {{"Retry-After", "3"}}};
  EXPECT_EQ(attempts.next(outcome_of(busy))->delay, 3'000ms);
}

TEST(Attempts, AFixedDelayReplacesTheBackoff) {
  Attempts attempts({.fixed_delay = 1s});
  EXPECT_EQ(attempts.next(outcome_of(kFault))->delay, 1s);
  EXPECT_EQ(attempts.next(outcome_of(kFault))->delay, 1s);
}

TEST(Attempts, ACorrectionIsRetriedAtOnceAndDoesNotCount) {
  Attempts attempts({.max_attempts = 1, .random = half});
  const auto retry = attempts.next({.reason = RetryReason::kNone, .reply = &kExpired, .is_corrected = true});
  ASSERT_TRUE(retry);
  EXPECT_TRUE(retry->is_correction);
  EXPECT_EQ(retry->delay, 0ms);
  EXPECT_FALSE(attempts.next(outcome_of(kSuccess)));
  EXPECT_EQ(attempts.sent(), 2);
}

TEST(Attempts, ACorrectionIsRetriedOnce) {
  Attempts attempts({.random = half});
  const AttemptOutcome corrected{.reason = RetryReason::kNone, .reply = &kExpired, .is_corrected = true};
  EXPECT_TRUE(attempts.next(corrected));
  EXPECT_FALSE(attempts.next(corrected));
}

TEST(Attempts, AFaultAfterACorrectionIsTheFirstAttempt) {
  Attempts attempts({.random = half});
  attempts.next({.reason = RetryReason::kNone, .reply = &kExpired, .is_corrected = true});
  EXPECT_EQ(attempts.next(outcome_of(kFault))->delay, 25ms);
  EXPECT_EQ(attempts.next(outcome_of(kFault))->delay, 50ms);
  EXPECT_FALSE(attempts.next(outcome_of(kFault)));
  EXPECT_EQ(attempts.sent(), 4);
}

TEST(Attempts, ASuccessNeedsNoCorrection) {
  Attempts attempts({.random = half});
  EXPECT_FALSE(attempts.next({.reason = RetryReason::kNone, .reply = &kSuccess, .is_corrected = true}));
}

// 35 retries after faults cost 14 tokens each and leave 10.
TEST(Attempts, AnEmptyQuotaEndsThem) {
  Quota quota;
  for (int i = 0; i < 35; ++i) {
    Attempts attempts({.random = half, .quota = &quota, .service = "ce"});
    EXPECT_TRUE(attempts.next(outcome_of(kFault)));
  }
  Attempts attempts({.random = half, .quota = &quota, .service = "ce"});
  EXPECT_FALSE(attempts.next(outcome_of(kFault)));
  Attempts of_another_service({.random = half, .quota = &quota, .service = "apigateway"});
  EXPECT_TRUE(of_another_service.next(outcome_of(kFault)));
}

TEST(Attempts, ASuccessGivesTheQuotaBack) {
  Quota quota;
  while (quota.take("ce", RetryReason::kTransient)) continue;
  Attempts attempts({.random = half, .quota = &quota, .service = "ce"});
  EXPECT_FALSE(attempts.next(outcome_of(kFault))) << "10 tokens are left";
  quota.give_back("ce", RetryReason::kTransient);
  EXPECT_TRUE(attempts.next(outcome_of(kFault)));
  EXPECT_FALSE(quota.take("ce", RetryReason::kTransient));
  attempts.next(outcome_of(kSuccess));
  EXPECT_TRUE(quota.take("ce", RetryReason::kTransient));
}

TEST(Attempts, ACorrectionCostsNothing) {
  Quota quota;
  while (quota.take("ce", RetryReason::kThrottling)) continue;
  Attempts attempts({.random = half, .quota = &quota, .service = "ce"});
  EXPECT_TRUE(attempts.next({.reason = RetryReason::kNone, .reply = &kExpired, .is_corrected = true}));
}

}  // namespace
}  // namespace awscost::retries
