// The delay before a retry: its bounds, and the server's hints.
#include <gtest/gtest.h>

#include "connectors/aws/retries/policy.h"

namespace awscost::retries {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr double kAlmostOne = 0.999999;

milliseconds hinted(const std::string& header, const std::string& value, RetryReason reason = RetryReason::kThrottling,
                    int attempt = 1, double random = 0.5) {
  const wire::Reply reply{.status = 429, .headers = {{header, value}}};
  return backoff(reason, attempt, random, &reply);
}

TEST(Backoff, IsAtLeastZero) {
  for (const RetryReason reason : {RetryReason::kTransient, RetryReason::kThrottling}) {
    for (const int attempt : {1, 2, 10, 1000}) EXPECT_EQ(backoff(reason, attempt, 0, nullptr), 0ms);
  }
}

// Below scale * 2^(attempt - 1), and below 20 s; whole milliseconds.
TEST(Backoff, DoublesUpToTwentySeconds) {
  const auto longest = [](RetryReason reason, int attempt) { return backoff(reason, attempt, kAlmostOne, nullptr); };
  EXPECT_EQ(longest(RetryReason::kTransient, 1), 49ms);
  EXPECT_EQ(longest(RetryReason::kTransient, 2), 99ms);
  EXPECT_EQ(longest(RetryReason::kTransient, 3), 199ms);
  EXPECT_EQ(longest(RetryReason::kTransient, 9), 12'799ms) << "50 ms * 256";
  EXPECT_EQ(longest(RetryReason::kTransient, 10), 19'999ms) << "not 25.6 s";
  EXPECT_EQ(longest(RetryReason::kThrottling, 1), 999ms);
  EXPECT_EQ(longest(RetryReason::kThrottling, 2), 1'999ms);
  EXPECT_EQ(longest(RetryReason::kThrottling, 5), 15'999ms);
  EXPECT_EQ(longest(RetryReason::kThrottling, 6), 19'999ms) << "not 32 s";
  EXPECT_EQ(longest(RetryReason::kThrottling, 5000), 19'999ms) << "2^4999 exceeds every integer";
}

TEST(Backoff, IsProportionalToTheRandomNumber) {
  EXPECT_EQ(backoff(RetryReason::kThrottling, 2, 0.25, nullptr), 500ms);
  EXPECT_EQ(backoff(RetryReason::kTransient, 3, 0.5, nullptr), 100ms);
}

// Without a hint it would be 500 ms.
TEST(Backoff, AHintInMillisecondsLengthensItByUpToFiveSeconds) {
  EXPECT_EQ(hinted("x-amz-retry-after", "1500"), 1'500ms);
  EXPECT_EQ(hinted("X-Amz-Retry-After", "5499"), 5'499ms);
  EXPECT_EQ(hinted("x-amz-retry-after", "5500"), 5'500ms);
  EXPECT_EQ(hinted("x-amz-retry-after", "5501"), 5'500ms);
  EXPECT_EQ(hinted("x-amz-retry-after", "9223372036854775807"), 5'500ms);
  EXPECT_EQ(hinted("x-amz-retry-after", "100"), 500ms) << "a hint does not shorten it";
  EXPECT_EQ(hinted("x-amz-retry-after", "0"), 500ms);
  EXPECT_EQ(hinted("x-amz-retry-after", "200", RetryReason::kTransient, 1, 0), 200ms);
}

TEST(Backoff, AHintInSecondsLengthensItToUpToTwentySeconds) {
  EXPECT_EQ(hinted("Retry-After", "1"), 1'000ms);
  EXPECT_EQ(hinted("retry-after", "20"), 20'000ms);
  EXPECT_EQ(hinted("Retry-After", "21"), 20'000ms);
  EXPECT_EQ(hinted("Retry-After", "9223372036854775807"), 20'000ms);
  EXPECT_EQ(hinted("Retry-After", "0"), 500ms);
}

TEST(Backoff, AHintThatIsNotANumberIsIgnored) {
  for (const char* header : {"x-amz-retry-after", "Retry-After"}) {
    for (const char* value :
         {"", "-1", "soon", "1.5", "1e3", " 7", "7 ", "0x7", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
      EXPECT_EQ(hinted(header, value), 500ms) << header << ": " << value;
    }
  }
}

TEST(Backoff, TheHintInMillisecondsWins) {
  wire::Reply reply{.status = 429, .headers = {{"Retry-After", "7"}, {"x-amz-retry-after", "700"}}};
  EXPECT_EQ(backoff(RetryReason::kThrottling, 1, 0.5, &reply), 700ms);
  reply.headers[1].value = "odd";
  EXPECT_EQ(backoff(RetryReason::kThrottling, 1, 0.5, &reply), 7'000ms);
}

}  // namespace
}  // namespace awscost::retries
