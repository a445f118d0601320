// The line about a request: what it shows, and what it never shows.
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

RequestSummary summary() {
  return {.start = kTime,
          .label = "ce:GetCostAndUsage page 2 profile prod",
          .method = "POST",
          .address = "https://ce.us-east-1.amazonaws.com/"};
}

std::string line_of(const wire::Reply& reply, const http::Request& request = {}) {
  return answer_line(summary(), reply, 312ms, RequestTexts(request));
}

TEST(Line, OfAnAnswer) {
  EXPECT_EQ(line_of({.status = 200, .headers = {{"x-amzn-RequestId", "4f-1"}}, .body = std::string(18342, ' ')}),
            "2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/ 200 "
            "18342 bytes 312 ms request-id 4f-1");
  EXPECT_THAT(line_of({.status = 302}), EndsWith(" 302 0 bytes 312 ms"));
  EXPECT_THAT(line_of({.status = 200, .body = R"({"code":"Member"})"}), EndsWith(" 200 17 bytes 312 ms"))
      << "a success has no error code";
}

TEST(Line, OfAnError) {
  EXPECT_THAT(line_of({.status = 400,
                       .headers = {{"x-amzn-RequestId", "4f-1"}},
                       .body = R"({"__type":"a#LimitExceededException","message":"Slow down, 123456789012."})"}),
              AllOf(EndsWith(" 312 ms request-id 4f-1 LimitExceededException"), Not(HasSubstr("123456789012"))));
  EXPECT_THAT(line_of({.status = 502, .body = "<html>"}), EndsWith(" 502 6 bytes 312 ms"));
}

TEST(Line, OfAFailureAndAnInterrupt) {
  EXPECT_EQ(failure_line(summary(), "It could not be reached.", 30ms, {}),
            "2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/ "
            "failed after 30 ms: It could not be reached.");
  EXPECT_THAT(interrupt_line(summary(), 30ms), EndsWith(" interrupted after 30 ms"));
}

TEST(Line, IsOneLineOfPlainText) {
  RequestSummary odd = summary();
  odd.label = "ce:X profile a\nb\tc\x1b[31m\xff";
  const std::string line = failure_line(odd, "first\nsecond\r\n", 1ms, {});
  EXPECT_THAT(line, HasSubstr(R"(ce:X profile a\x0ab\x09c\x1b[31m\xff POST)"));
  EXPECT_THAT(line, EndsWith(R"(first\x0asecond\x0d\x0a)"));
}

TEST(Line, IsBounded) {
  const std::string much(100'000, 'x');
  const RequestSummary long_one{.start = kTime, .label = much, .method = much, .address = much};
  EXPECT_LT(failure_line(long_one, much, 1ms, {}).size(), 2100U);
  EXPECT_LT(answer_line(long_one, {.status = 400, .headers = {{"x-amzn-requestid", much}, {"x-amzn-errortype", much}}},
                        1ms, {})
                .size(),
            1300U);
}

TEST(Line, WithoutALabelHasADash) {
  RequestSummary nameless = summary();
  nameless.label.clear();
  EXPECT_THAT(interrupt_line(nameless, 1ms), HasSubstr("Z - POST "));
}

TEST(Address, HasTheNamesOfParametersWithoutTheirValues) {
  EXPECT_EQ(address("https://apigateway.eu-west-1.amazonaws.com/usageplans/p1/usage?startDate=2026-11-01&keyId=k%26=1"),
            "https://apigateway.eu-west-1.amazonaws.com/usageplans/p1/usage?startDate&keyId");
  EXPECT_EQ(address("http://169.254.169.254/latest/api/token"), "http://169.254.169.254/latest/api/token");
  EXPECT_EQ(address("http://localhost:4566/x?a=1#b=2"), "http://localhost:4566/x?a");
  EXPECT_EQ(address("https://ce.us-east-1.amazonaws.com"), "https://ce.us-east-1.amazonaws.com/");
}

TEST(Address, ShowsNothingOfAUrlThatCannotBeRead) {
  for (const char* url : {"https://user:hunter2@example.com/", "hunter2", "ftp://hunter2/", ""}) {
    EXPECT_EQ(address(url), "an-unreadable-address");
  }
}

// A server may repeat the request in its answer.
TEST(RequestTexts, AreLeftOutOfTheLine) {
  const std::string token = "IQoJb3JpZ2luX2VjEPT//example==";
  const http::Request request{.url = "https://example.com/?refresh=query-secret-0123456789",
                              .headers = {{"X-Amz-Security-Token", token}, {"Host", "a-long-name.example.com"}},
                              .body = R"({"clientSecret":"body-secret-0123456789","pin":"9431"})"};
  const RequestTexts texts(request);
  EXPECT_EQ(texts.removed_from("it said " + token + "."), "it said [...].");
  EXPECT_EQ(texts.removed_from("body-secret-0123456789 query-secret-0123456789"), "[...] [...]");
  EXPECT_EQ(texts.removed_from("a-long-name.example.com"), "a-long-name.example.com") << "the host is not a secret";
  EXPECT_EQ(texts.removed_from("short"), "short");
  for (const std::string& echo : {token, std::string("body-secret-0123456789"), std::string("9431")}) {
    const std::string line =
        line_of({.status = 403, .headers = {{"x-amzn-RequestId", echo}, {"x-amzn-errortype", echo}}}, request);
    EXPECT_THAT(line, AllOf(Not(HasSubstr(echo)), EndsWith(" request-id [...] [...]")));
    EXPECT_THAT(failure_line(summary(), "x" + token + "y", 1ms, texts), EndsWith(": x[...]y"));
  }
}

TEST(Line, ShowsOnlyIdsAndCodesOfAwssForm) {
  for (const char* odd : {"two words", "a\"b", "<script>", "caf\xc3\xa9"}) {
    EXPECT_THAT(line_of({.status = 200, .headers = {{"x-amzn-RequestId", odd}}}), EndsWith(" request-id [...]"));
  }
  EXPECT_THAT(line_of({.status = 200, .headers = {{"x-amzn-RequestId", "Root=1-67891233-abcdef012345678912345678"}}}),
              EndsWith("Root=1-67891233-abcdef012345678912345678"));
}

}  // namespace
}  // namespace awscost::log
