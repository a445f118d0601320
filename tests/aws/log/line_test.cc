// What a line of the log says, and what it never does.
#include "connectors/aws/log/line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace awscost::log {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::sys_seconds kTime = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 5h + 3min + 11s;

Asked asked() {
  return {.at = kTime,
          .label = "ce:GetCostAndUsage page 2 profile prod",
          .method = "POST",
          .address = "https://ce.us-east-1.amazonaws.com/"};
}

std::string answered_with(const wire::Reply& reply, const http::Request& request = {}) {
  return answered(asked(), reply, 312ms, Carried(request));
}

TEST(Line, OfAnAnswer) {
  EXPECT_EQ(answered_with({.status = 200, .headers = {{"x-amzn-RequestId", "4f-1"}}, .body = std::string(18342, ' ')}),
            "2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/ 200 "
            "18342 bytes 312 ms request-id 4f-1");
  EXPECT_THAT(answered_with({.status = 302}), EndsWith(" 302 0 bytes 312 ms"));
  EXPECT_THAT(answered_with({.status = 200, .body = R"({"code":"Member"})"}), EndsWith(" 200 17 bytes 312 ms"))
      << "a member of a success is no error code";
}

TEST(Line, OfAnError) {
  EXPECT_THAT(answered_with({.status = 400,
                             .headers = {{"x-amzn-RequestId", "4f-1"}},
                             .body = R"({"__type":"a#LimitExceededException","message":"Slow down, 123456789012."})"}),
              AllOf(EndsWith(" 312 ms request-id 4f-1 LimitExceededException"), Not(HasSubstr("123456789012"))));
  EXPECT_THAT(answered_with({.status = 502, .body = "<html>"}), EndsWith(" 502 6 bytes 312 ms"));
}

TEST(Line, OfAFailureAndAnInterrupt) {
  EXPECT_EQ(failed(asked(), "It could not be reached.", 30ms, {}),
            "2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/ "
            "failed after 30 ms: It could not be reached.");
  EXPECT_THAT(interrupted(asked(), 30ms), EndsWith(" interrupted after 30 ms"));
}

TEST(Line, StaysOneLineOfText) {
  Asked odd = asked();
  odd.label = "ce:X profile a\nb\tc\x1b[31m\xff";
  const std::string line = failed(odd, "first\nsecond\r\n", 1ms, {});
  EXPECT_THAT(line, HasSubstr(R"(ce:X profile a\x0ab\x09c\x1b[31m\xff POST)"));
  EXPECT_THAT(line, EndsWith(R"(first\x0asecond\x0d\x0a)"));
}

TEST(Line, IsBounded) {
  const std::string much(100'000, 'x');
  const Asked long_one{.at = kTime, .label = much, .method = much, .address = much};
  EXPECT_LT(failed(long_one, much, 1ms, {}).size(), 2100U);
  EXPECT_LT(
      answered(long_one, {.status = 400, .headers = {{"x-amzn-requestid", much}, {"x-amzn-errortype", much}}}, 1ms, {})
          .size(),
      1300U);
}

TEST(Line, WithoutALabelHasADash) {
  Asked nameless = asked();
  nameless.label.clear();
  EXPECT_THAT(interrupted(nameless, 1ms), HasSubstr("Z - POST "));
}

TEST(Address, HasNamesOfParametersOnly) {
  EXPECT_EQ(address("https://apigateway.eu-west-1.amazonaws.com/usageplans/p1/usage?startDate=2026-11-01&keyId=k%26=1"),
            "https://apigateway.eu-west-1.amazonaws.com/usageplans/p1/usage?startDate&keyId");
  EXPECT_EQ(address("http://169.254.169.254/latest/api/token"), "http://169.254.169.254/latest/api/token");
  EXPECT_EQ(address("http://localhost:4566/x?a=1#b=2"), "http://localhost:4566/x?a");
  EXPECT_EQ(address("https://ce.us-east-1.amazonaws.com"), "https://ce.us-east-1.amazonaws.com/");
}

TEST(Address, HidesWhatCannotBeRead) {
  for (const char* url : {"https://user:hunter2@example.com/", "hunter2", "ftp://hunter2/", ""}) {
    EXPECT_EQ(address(url), "an-unreadable-address");
  }
}

// A server that repeats what it was sent must not get it into the log.
TEST(Carried, AnEchoIsLeftOut) {
  const std::string token = "IQoJb3JpZ2luX2VjEPT//example==";
  const http::Request request{.url = "https://example.com/?refresh=query-secret-0123456789",
                              .headers = {{"X-Amz-Security-Token", token}, {"Host", "a-long-name.example.com"}},
                              .body = R"({"clientSecret":"body-secret-0123456789","pin":"9431"})"};
  const Carried carried(request);
  EXPECT_EQ(carried.without("it said " + token + "."), "it said […].");
  EXPECT_EQ(carried.without("body-secret-0123456789 query-secret-0123456789"), "[…] […]");
  EXPECT_EQ(carried.without("a-long-name.example.com"), "a-long-name.example.com") << "the host is no secret";
  EXPECT_EQ(carried.without("short"), "short");
  for (const std::string& echo : {token, std::string("body-secret-0123456789"), std::string("9431")}) {
    const std::string line =
        answered_with({.status = 403, .headers = {{"x-amzn-RequestId", echo}, {"x-amzn-errortype", echo}}}, request);
    EXPECT_THAT(line, AllOf(Not(HasSubstr(echo)), EndsWith(" request-id […] […]")));
    EXPECT_THAT(failed(asked(), "x" + token + "y", 1ms, carried), EndsWith(": x[…]y"));
  }
}

TEST(Carried, WordsOfAnAnswerLookLikeWords) {
  for (const char* odd : {"two words", "a\"b", "<script>", "caf\xc3\xa9"}) {
    EXPECT_THAT(answered_with({.status = 200, .headers = {{"x-amzn-RequestId", odd}}}), EndsWith(" request-id […]"));
  }
  EXPECT_THAT(
      answered_with({.status = 200, .headers = {{"x-amzn-RequestId", "Root=1-67891233-abcdef012345678912345678"}}}),
      EndsWith("Root=1-67891233-abcdef012345678912345678"));
}

}  // namespace
}  // namespace awscost::log
