// A wrong clock: which refusals correct it.
#include "connectors/aws/signing/clock_skew.h"

#include <gtest/gtest.h>

namespace awscost::signing {
namespace {

using namespace std::chrono_literals;

// 2026-03-01 12:00:00 UTC
constexpr std::chrono::sys_seconds kTime = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;

TEST(ClockSkew, IsReadFromTheDateOfARefusal) {
  for (const char* code : {"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "SignatureDoesNotMatch",
                           "InvalidSignatureException", "AuthFailure"}) {
    ClockSkew skew;
    EXPECT_EQ(skew.corrected(kTime), kTime);
    EXPECT_TRUE(skew.learn(code, kTime + 20min, {kTime, skew.corrected(kTime)})) << code;
    EXPECT_EQ(skew.corrected(kTime + 5s), kTime + 20min + 5s) << code;
    EXPECT_FALSE(skew.learn(code, kTime + 20min, {kTime, skew.corrected(kTime)})) << "the clock is corrected already";
  }
}

// The first refusal corrects the clock. Other requests under way were signed before that.
TEST(ClockSkew, EachRequestThatWasSignedWithTheWrongTimeMayBeSentAgain) {
  ClockSkew skew;
  for (int request = 0; request < 3; ++request) {
    EXPECT_TRUE(skew.learn("RequestExpired", kTime + 20min, {.local = kTime, .signed_at = kTime})) << request;
  }
  EXPECT_EQ(skew.corrected(kTime), kTime + 20min);
}

TEST(ClockSkew, AClockThatIsFastIsSetBack) {
  ClockSkew skew;
  EXPECT_TRUE(skew.learn("RequestInTheFuture", kTime - 1h, {kTime, skew.corrected(kTime)}));
  EXPECT_EQ(skew.corrected(kTime), kTime - 1h);
}

TEST(ClockSkew, OtherRefusalsDoNotChangeTheClock) {
  ClockSkew skew;
  EXPECT_FALSE(skew.learn("ValidationException", kTime + 20min, {kTime, skew.corrected(kTime)}));
  EXPECT_FALSE(skew.learn("SignatureDoesNotMatch", kTime + 4min, {kTime, skew.corrected(kTime)}))
      << "AWS tolerates four minutes: the signature is wrong for another reason";
  EXPECT_FALSE(skew.learn("RequestExpired", std::nullopt, {kTime, skew.corrected(kTime)})) << "no Date";
  EXPECT_EQ(skew.corrected(kTime), kTime);
}

}  // namespace
}  // namespace awscost::signing
