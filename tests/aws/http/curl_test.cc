// What is sent and what comes back where nothing fails.
#include "connectors/aws/http/curl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using support::Answer;
using support::Fault;
using support::Imposter;
using support::Received;

constexpr Limits kLimits;

Request post(const Imposter& imposter, std::string body = "{}") {
  return {.method = "POST", .url = imposter.url() + "/", .body = std::move(body)};
}

bool has(const Received& request, const std::string& name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const wire::Header& header) { return header.name == name; });
}

class CurlTest : public testing::Test {
 protected:
  wire::Reply exchange(const Request& request) { return curl_.exchange(request, kLimits, {}); }

  Imposter imposter_;
  Curl curl_;
};

TEST_F(CurlTest, SendsMethodPathQueryHeadersAndBodyAsGiven) {
  exchange(
      {.method = "PATCH",
       .url = imposter_.url() + "/usageplans/pl%20an/../x?b=%2F&a=",
       .headers = {{"X-Amz-Target", "A.B"}, {"Content-Type", "application/json"}, {"X-Empty", ""}, {"X-Blank", " \t"}},
       .body = R"({"a":1})"});
  const Received request = imposter_.requests().at(0);
  EXPECT_EQ(request.method, "PATCH");
  EXPECT_EQ(request.target, "/usageplans/pl%20an/../x?b=%2F&a=");
  EXPECT_EQ(request.header("x-amz-target"), "A.B");
  EXPECT_EQ(request.header("content-type"), "application/json");
  EXPECT_TRUE(has(request, "X-Empty"));
  EXPECT_TRUE(has(request, "X-Blank"));
  EXPECT_EQ(request.header("content-length"), "7");
  EXPECT_EQ(request.body, R"({"a":1})");
}

TEST_F(CurlTest, AddsNoHeaderButAcceptEncoding) {
  exchange(post(imposter_));
  const Received request = imposter_.requests().at(0);
  std::vector<std::string> names;
  for (const wire::Header& header : request.headers) names.push_back(header.name);
  EXPECT_THAT(names, testing::UnorderedElementsAre("Host", "Accept-Encoding", "Content-Length"));
  EXPECT_THAT(request.header("accept-encoding"), testing::HasSubstr("gzip"));
}

TEST_F(CurlTest, SendsALargeBodyWithoutAnExpectHeader) {
  const std::string large(3 * 1024 * 1024, 'x');
  exchange(post(imposter_, large));
  EXPECT_EQ(imposter_.requests().at(0).body, large);
  EXPECT_EQ(imposter_.requests().at(0).header("expect"), "");
}

TEST_F(CurlTest, SendsPostWithoutABodyAndGetAndDelete) {
  exchange(post(imposter_, ""));
  exchange({.method = "GET", .url = imposter_.url() + "/usageplans"});
  exchange({.method = "DELETE", .url = imposter_.url() + "/usageplans/x"});
  const auto requests = imposter_.requests();
  EXPECT_EQ(requests.at(0).method, "POST");
  EXPECT_EQ(requests.at(0).header("content-length"), "0");
  EXPECT_EQ(requests.at(1).method, "GET");
  EXPECT_EQ(requests.at(2).method, "DELETE");
}

TEST_F(CurlTest, ReturnsStatusHeadersAndBody) {
  imposter_.reply_with({.status = 200,
                        .headers = {{"x-amzn-RequestId", "abc"}, {"Date", "Sun, 01 Mar 2026 12:00:00 GMT"}},
                        .body = R"({"ResultsByTime":[]})"});
  const wire::Reply reply = exchange(post(imposter_));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"ResultsByTime":[]})");
  EXPECT_EQ(wire::header(reply, "X-Amzn-Requestid"), "abc");
  EXPECT_EQ(wire::header(reply, "date"), "Sun, 01 Mar 2026 12:00:00 GMT");
  EXPECT_EQ(imposter_.requests().size(), 1U);
}

TEST_F(CurlTest, EveryStatusIsAReply) {
  for (const int status : {200, 400, 403, 404, 429, 500, 503}) {
    imposter_.reply_with({.status = status, .body = "<html>not JSON</html>"});
    const wire::Reply reply = exchange(post(imposter_));
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(reply.body, "<html>not JSON</html>");
  }
}

TEST_F(CurlTest, DoesNotFollowARedirect) {
  Imposter elsewhere;
  for (const int status : {301, 302, 303, 307, 308}) {
    imposter_.reply_with({.status = status, .headers = {{"Location", elsewhere.url() + "/"}}, .body = ""});
    const wire::Reply reply = exchange(post(imposter_));
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(wire::header(reply, "location"), elsewhere.url() + "/");
  }
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_F(CurlTest, ReadsAChunkedBodyAndDropsAnInterimAnswersHeaders) {
  imposter_.reply_with(
      {.status = 0,
       .body = {},
       .fault = Fault::kNone,
       .raw = "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n"
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n5\r\n\": 1}\r\n0\r\n\r\n"});
  const wire::Reply reply = exchange(post(imposter_));
  EXPECT_EQ(reply.body, "{\"a\": 1}");
  EXPECT_EQ(wire::header(reply, "x-interim"), "");
}

TEST_F(CurlTest, UnpacksACompressedAnswer) {
  // printf '{"a":1}' | gzip -n
  const std::string gzipped(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56\x4a\x54\xb2\x32\xac\x05\x00\xaf\xac\x1b\x56\x07\x00\x00\x00",
      27);
  imposter_.reply_with({.headers = {{"Content-Encoding", "gzip"}}, .body = gzipped});
  EXPECT_EQ(exchange(post(imposter_)).body, R"({"a":1})");
}

TEST_F(CurlTest, KeepsTheConnection) {
  exchange(post(imposter_));
  exchange(post(imposter_));
  EXPECT_EQ(imposter_.requests().size(), 2U);
  EXPECT_EQ(imposter_.connections(), 1);
}

TEST_F(CurlTest, OpensAnotherConnectionWhereTheFirstWasClosed) {
  imposter_.reply_with({.fault = Fault::kCloseAfterwards});
  exchange(post(imposter_));
  ASSERT_TRUE(imposter_.wait_for_closed_connections(1));
  EXPECT_EQ(exchange(post(imposter_)).status, 200);
  EXPECT_EQ(imposter_.connections(), 2);
}

TEST_F(CurlTest, AChildOfForkDoesNotTouchItsParentsConnection) {
  exchange(post(imposter_));
  const pid_t child = fork();
  if (child == 0) {
    int result = 1;
    try {
      result = exchange(post(imposter_)).status == 200 ? 0 : 2;
    } catch (...) {
      result = 3;
    }
    _exit(result);
  }
  int outcome = -1;
  ASSERT_EQ(waitpid(child, &outcome, 0), child);
  EXPECT_TRUE(WIFEXITED(outcome) && WEXITSTATUS(outcome) == 0) << outcome;
  exchange(post(imposter_));
  const auto requests = imposter_.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].connection, 1);
  EXPECT_EQ(requests[1].connection, 2);
  EXPECT_EQ(requests[2].connection, 1) << "the parent's connection must outlive its child";
}

TEST_F(CurlTest, WritesNothingToStandardOutputOrError) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  exchange(post(imposter_));
  imposter_.reply_with({.fault = Fault::kReset});
  EXPECT_THROW(exchange(post(imposter_)), wire::SendError);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace awscost::http
