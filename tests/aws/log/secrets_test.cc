// No secret gets into the log or into an error, however an exchange ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "connectors/aws/http/curl.h"
#include "connectors/aws/log/logged_exchange.h"
#include "connectors/wire/error.h"
#include "notebook.h"
#include "tests/support/imposter.h"

namespace awscost::log {
namespace {

using std::chrono::milliseconds;
using support::Answer;
using support::Fault;
using support::Imposter;
using testing::HasSubstr;
using testing::Not;

// One secret of each kind, as long as a real one.
const std::vector<std::string> kSecrets = {
    "AKIAIOSFODNN7EXAMPLE",  // in Authorization: it tells whose signature follows
    "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",  // the signature
    "IQoJb3JpZ2luX2VjEPT//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==",          // a session token
    "sso-bearer-aoaAAAAAGabcdefghij0123456789",                          // x-amz-sso_bearer_token
    "metadata-token-AQAEAGabcdefghij0123456789==",                       // X-aws-ec2-metadata-token
    "query-value-abcdefghij0123456789",                                  // ?token=
    "refresh-token-in-the-body-abcdefghij0123456789",                    // {"refreshToken": ...}
};

http::Request with_secrets(const std::string& url) {
  return {.method = "POST",
          .url = url + "/path?token=" + kSecrets[5] + "&limit=500",
          .headers = {{"Authorization", "AWS4-HMAC-SHA256 Credential=" + kSecrets[0] +
                                            "/20261122/us-east-1/ce/aws4_request, SignedHeaders=host;x-amz-date, "
                                            "Signature=" +
                                            kSecrets[1]},
                      {"X-Amz-Security-Token", kSecrets[2]},
                      {"x-amz-sso_bearer_token", kSecrets[3]},
                      {"X-aws-ec2-metadata-token", kSecrets[4]}},
          .body = R"({"refreshToken":")" + kSecrets[6] + R"("})",
          .label = "ce:GetCostAndUsage"};
}

class Secrets : public testing::Test {
 protected:
  // Sends the request. Neither its answer or error nor its line in the log shows a secret.
  void exchange(const http::Request& request, const http::Limits& limits = {}, const sql::Interrupted& stop = {}) {
    const std::size_t before = notebook_.lines().size();
    std::string said;
    try {
      exchange_.exchange(request, limits, stop);
    } catch (const std::exception& error) {
      said = error.what();
    }
    const auto lines = notebook_.lines();
    ASSERT_EQ(lines.size(), before + 1);
    for (const std::string& secret : kSecrets) {
      EXPECT_THAT(said, Not(HasSubstr(secret)));
      EXPECT_THAT(lines.back(), Not(HasSubstr(secret)));
    }
    EXPECT_THAT(lines.back(), HasSubstr(" ce:GetCostAndUsage POST "));
  }

  void exchange_with(Answer answer, const http::Limits& limits = {}) {
    imposter_.reply_with(std::move(answer));
    exchange(with_secrets(imposter_.url()), limits);
    EXPECT_THAT(notebook_.lines().back(), HasSubstr(imposter_.url() + "/path?token&limit "));
  }

  Imposter imposter_;
  Notebook notebook_;
  http::Curl curl_;
  LoggedExchange exchange_{curl_, notebook_.log()};
};

TEST_F(Secrets, InEveryKindOfFailure) {
  for (const Fault fault : {Fault::kNone, Fault::kReset, Fault::kResetInBody, Fault::kClose, Fault::kCloseAfterwards,
                            Fault::kCutBody, Fault::kStall, Fault::kStallInBody}) {
    SCOPED_TRACE(static_cast<int>(fault));
    exchange_with({.fault = fault}, {.total_timeout = milliseconds(150)});
  }
  exchange_with({.body = std::string(1000, ' ')}, {.max_body_bytes = 10});
  exchange_with({.headers = {{"Content-Encoding", "gzip"}}, .body = "no gzip"});
  exchange_with({.headers = {{"X-Long", std::string(300'000, 'x')}}});
  for (const int status : {204, 301, 307, 400, 403, 404, 407, 429, 500, 503}) exchange_with({.status = status});
}

// An answer that repeats the request in every place it has.
TEST_F(Secrets, RepeatedByTheServer) {
  for (const std::string& secret : kSecrets) {
    SCOPED_TRACE(secret);
    for (const std::string& echo : {secret, "Credential=" + secret, "x" + secret + "y"}) {
      exchange_with({.status = 403,
                     .headers = {{"x-amzn-RequestId", echo}, {"x-amzn-ErrorType", echo}, {"Location", echo}},
                     .body = R"({"__type":")" + echo + R"(","message":")" + echo + R"("})"});
      exchange_with({.headers = {{"x-amz-request-id", echo}}, .body = echo});
      exchange_with({.headers = {{"Content-Encoding", echo}}});
      exchange_with({.raw = "HTTP/1.1 " + echo + "\r\n\r\n"});
      exchange_with({.raw = echo + "\r\n\r\n"});
      exchange_with({.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + echo + "\r\n"});
      exchange_with({.raw = "HTTP/1.1 200 OK\r\nContent-Length: " + echo + "\r\n\r\n"});
      exchange_with({.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + echo + "\r\n\r\n"});
      exchange_with({.raw = "HTTP/1.1 200 OK\r\n" + echo + "\r\n\r\n"});
    }
  }
}

TEST_F(Secrets, WhereNothingIsSent) {
  exchange(with_secrets("http://127.0.0.1:" + std::to_string(Imposter::closed_port())));
  exchange(with_secrets("https://127.0.0.1:" + std::to_string(imposter_.port())),
           {.connect_timeout = milliseconds(150)});
  exchange(with_secrets("http://" + std::string(70, 'x') + ".invalid"));
  exchange(with_secrets("http://" + kSecrets[4] + ":" + kSecrets[5] + "@127.0.0.1"));
  exchange(with_secrets("no address"));
  exchange(with_secrets("ftp://127.0.0.1"));
  http::Request smuggling = with_secrets(imposter_.url());
  smuggling.headers[1].value += "\r\nX-Evil: 1";
  exchange(smuggling);
  http::Request no_bundle = with_secrets("https://127.0.0.1");
  no_bundle.ca_bundle = testing::TempDir() + "no-such-bundle.pem";
  exchange(no_bundle);
  exchange(with_secrets(imposter_.url()), {}, [] { return true; });
  EXPECT_TRUE(imposter_.requests().empty());
}

}  // namespace
}  // namespace awscost::log
