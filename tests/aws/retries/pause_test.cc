// How long to wait: the bounds of the draw, and what a hint of the server makes of it.
#include <gtest/gtest.h>

#include "connectors/aws/retries/policy.h"

namespace awscost::retries {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr double kAlmostOne = 0.999999;

milliseconds with(const std::string& header, const std::string& value, Kind kind = Kind::kThrottled, int attempt = 1,
                  double random = 0.5) {
  const wire::Reply reply{.status = 429, .headers = {{header, value}}};
  return pause(kind, attempt, random, &reply);
}

TEST(Pause, IsNothingAtTheLeast) {
  for (const Kind kind : {Kind::kTransient, Kind::kThrottled}) {
    for (const int attempt : {1, 2, 10, 1000}) EXPECT_EQ(pause(kind, attempt, 0, nullptr), 0ms);
  }
}

// Below scale · 2^(attempt-1), and below 20 s; whole milliseconds.
TEST(Pause, DoublesUpToTwentySeconds) {
  const auto longest = [](Kind kind, int attempt) { return pause(kind, attempt, kAlmostOne, nullptr); };
  EXPECT_EQ(longest(Kind::kTransient, 1), 49ms);
  EXPECT_EQ(longest(Kind::kTransient, 2), 99ms);
  EXPECT_EQ(longest(Kind::kTransient, 3), 199ms);
  EXPECT_EQ(longest(Kind::kTransient, 9), 12'799ms) << "50 ms · 256";
  EXPECT_EQ(longest(Kind::kTransient, 10), 19'999ms) << "not 25.6 s";
  EXPECT_EQ(longest(Kind::kThrottled, 1), 999ms);
  EXPECT_EQ(longest(Kind::kThrottled, 2), 1'999ms);
  EXPECT_EQ(longest(Kind::kThrottled, 5), 15'999ms);
  EXPECT_EQ(longest(Kind::kThrottled, 6), 19'999ms) << "not 32 s";
  EXPECT_EQ(longest(Kind::kThrottled, 5000), 19'999ms) << "2^4999 is no number any more";
}

TEST(Pause, IsDrawnEvenly) {
  EXPECT_EQ(pause(Kind::kThrottled, 2, 0.25, nullptr), 500ms);
  EXPECT_EQ(pause(Kind::kTransient, 3, 0.5, nullptr), 100ms);
}

// Own: 500 ms.
TEST(Pause, AHintInMillisecondsLengthensByFiveSecondsAtMost) {
  EXPECT_EQ(with("x-amz-retry-after", "1500"), 1'500ms);
  EXPECT_EQ(with("X-Amz-Retry-After", "5499"), 5'499ms);
  EXPECT_EQ(with("x-amz-retry-after", "5500"), 5'500ms);
  EXPECT_EQ(with("x-amz-retry-after", "5501"), 5'500ms);
  EXPECT_EQ(with("x-amz-retry-after", "9223372036854775807"), 5'500ms);
  EXPECT_EQ(with("x-amz-retry-after", "100"), 500ms) << "it does not shorten";
  EXPECT_EQ(with("x-amz-retry-after", "0"), 500ms);
  EXPECT_EQ(with("x-amz-retry-after", "200", Kind::kTransient, 1, 0), 200ms);
}

TEST(Pause, AHintInSecondsLengthensToTwentySecondsAtMost) {
  EXPECT_EQ(with("Retry-After", "1"), 1'000ms);
  EXPECT_EQ(with("retry-after", "20"), 20'000ms);
  EXPECT_EQ(with("Retry-After", "21"), 20'000ms);
  EXPECT_EQ(with("Retry-After", "9223372036854775807"), 20'000ms);
  EXPECT_EQ(with("Retry-After", "0"), 500ms);
}

TEST(Pause, AHintThatIsNoNumberIsIgnored) {
  for (const char* header : {"x-amz-retry-after", "Retry-After"}) {
    for (const char* value :
         {"", "-1", "soon", "1.5", "1e3", " 7", "7 ", "0x7", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
      EXPECT_EQ(with(header, value), 500ms) << header << ": " << value;
    }
  }
}

TEST(Pause, TheFinerHintIsTheOneTaken) {
  wire::Reply reply{.status = 429, .headers = {{"Retry-After", "7"}, {"x-amz-retry-after", "700"}}};
  EXPECT_EQ(pause(Kind::kThrottled, 1, 0.5, &reply), 700ms);
  reply.headers[1].value = "odd";
  EXPECT_EQ(pause(Kind::kThrottled, 1, 0.5, &reply), 7'000ms);
}

}  // namespace
}  // namespace awscost::retries
