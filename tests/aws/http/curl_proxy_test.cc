// Proxies: which requests go through one, what it sees, and the errors where it refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <mutex>

#include "connectors/aws/http/curl.h"
#include "raw_server.h"
#include "tests/support/certificate.h"
#include "tests/support/imposter.h"
#include "variables.h"

namespace awscost::http {
namespace {

using std::chrono::milliseconds;
using support::Certificate;
using support::Fault;
using support::Imposter;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPassword = "hunter2-is-long";

// Clears the machine's proxy variables: a test sets its own.
std::map<std::string, const char*> only(std::map<std::string, const char*> values) {
  for (const char* name :
       {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
    values.try_emplace(name, nullptr);
  }
  return values;
}

class CurlProxyTest : public testing::Test {
 protected:
  static Request request(const std::string& url) {
    return {.method = "POST",
            .url = url,
            .headers = {{"Authorization", "AWS4-HMAC-SHA256 signature"}, {"X-Amz-Security-Token", "token"}},
            .body = "{}"};
  }

  int status(const std::string& url) { return curl_.exchange(request(url), {}, {}).status; }

  wire::SendError failure(const std::string& url, const Limits& limits = {}) {
    try {
      curl_.exchange(request(url), limits, {});
    } catch (const wire::SendError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kPassword)));
      return error;
    }
    ADD_FAILURE() << "the exchange succeeded";
    return {"", false};
  }

  // The proxy's address `text` with a user name and a password.
  std::string with_password(const std::string& text) const {
    return "http://us%40er:" + std::string(kPassword) + "@" + text.substr(std::string("http://").size());
  }

  Imposter server_;
  Imposter proxy_;
  Curl curl_;
};

// libcurl only says that it failed to connect to 127.0.0.1.
TEST_F(CurlProxyTest, AProxyThatRefusesIsNamedWithItsVariable) {
  const std::string address = "127.0.0.1:" + std::to_string(Imposter::closed_port());
  const std::string proxy = "http://user:" + std::string(kPassword) + "@" + address + "/";
  {
    const Variables variables(only({{"HTTPS_PROXY", proxy.c_str()}}));
    const auto error = failure("https://ce.us-east-1.amazonaws.com/");
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kNotReached);
    EXPECT_THAT(error.what(),
                testing::StartsWith("The proxy " + address + " (HTTPS_PROXY) does not answer. Nothing was sent."));
  }
  const Variables variables(only({{"all_proxy", proxy.c_str()}, {"ALL_PROXY", "http://other:1"}}));
  EXPECT_THAT(failure("http://ce.us-east-1.amazonaws.com/").what(), HasSubstr("(all_proxy) does not answer"));
}

TEST_F(CurlProxyTest, APlainHttpRequestNamesTheWholeUrl) {
  const Variables variables(only({{"http_proxy", proxy_.url().c_str()}}));
  EXPECT_EQ(status("http://ce.example.invalid/path?a=b"), 200);
  EXPECT_EQ(proxy_.requests().at(0).target, "http://ce.example.invalid/path?a=b");
}

TEST_F(CurlProxyTest, HttpsIsTunnelledAndTheProxySeesNeitherSignatureNorToken) {
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy"}) {
    const Variables variables(only({{name, proxy_.url().c_str()}}));
    proxy_.reply_with({.status = 403, .body = "<html>no</html>"});
    const auto error = failure("https://ce.example.invalid/path");
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays);
    EXPECT_THAT(error.what(), AllOf(HasSubstr("The proxy on the way to https://ce.example.invalid refused"),
                                    HasSubstr("HTTP status 403. Nothing was sent."), HasSubstr("HTTPS_PROXY")));
    const auto asked = proxy_.requests().back();
    EXPECT_EQ(asked.method, "CONNECT");
    EXPECT_EQ(asked.target, "ce.example.invalid:443");
    EXPECT_EQ(asked.header("authorization"), "");
    EXPECT_EQ(asked.header("x-amz-security-token"), "");
    EXPECT_EQ(asked.header("proxy-authorization"), "");
  }
  EXPECT_EQ(proxy_.requests().size(), 3U);
}

TEST_F(CurlProxyTest, LowerCaseWins) {
  Imposter other;
  const Variables variables(only({{"https_proxy", proxy_.url().c_str()}, {"HTTPS_PROXY", other.url().c_str()}}));
  proxy_.reply_with({.status = 503});
  EXPECT_EQ(failure("https://ce.example.invalid/").cause(), wire::SendError::Cause::kNotReached);
  EXPECT_EQ(proxy_.requests().size(), 1U);
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(CurlProxyTest, NoProxyNamesHostsDomainsAndNetworks) {
  for (const char* name : {"no_proxy", "NO_PROXY"}) {
    for (const char* value : {"127.0.0.1", "example.com,127.0.0.0/8", "*"}) {
      const Variables variables(only({{"http_proxy", proxy_.url().c_str()}, {name, value}}));
      EXPECT_EQ(status(server_.url()), 200) << value;
      EXPECT_EQ(proxy_.connections(), 0) << name << " = " << value;
    }
  }
  const Variables variables(only({{"http_proxy", proxy_.url().c_str()}, {"no_proxy", "10.0.0.0/8,127.0.0.2"}}));
  EXPECT_EQ(status(server_.url()), 200);
  EXPECT_EQ(proxy_.connections(), 1);
}

TEST_F(CurlProxyTest, ADirectRequestBypassesTheProxyAndTheNextOneDoesNot) {
  const Variables variables(only({{"http_proxy", proxy_.url().c_str()}}));
  Request direct = request(server_.url() + "/latest/api/token");
  direct.direct = true;
  EXPECT_EQ(curl_.exchange(direct, {}, {}).status, 200);
  EXPECT_EQ(server_.requests().size(), 1U);
  EXPECT_EQ(proxy_.connections(), 0);
  EXPECT_EQ(status(server_.url() + "/"), 200);
  EXPECT_EQ(proxy_.requests().size(), 1U);
  EXPECT_EQ(curl_.exchange(direct, {}, {}).status, 200);
  EXPECT_EQ(server_.requests().size(), 2U);
  EXPECT_EQ(proxy_.requests().size(), 1U);
}

TEST_F(CurlProxyTest, AProxySetLaterHoldsForTheNextRequest) {
  {
    const Variables variables(only({}));
    EXPECT_EQ(status(server_.url()), 200);
  }
  const Variables variables(only({{"http_proxy", proxy_.url().c_str()}}));
  EXPECT_EQ(status(server_.url()), 200);
  EXPECT_EQ(server_.requests().size(), 1U);
  EXPECT_EQ(proxy_.requests().size(), 1U);
}

TEST_F(CurlProxyTest, OnlyTheProxyGetsItsNameAndPassword) {
  const std::string address = with_password(proxy_.url());
  const Variables variables(only({{"http_proxy", address.c_str()}, {"https_proxy", address.c_str()}}));
  EXPECT_EQ(status(server_.url()), 200);
  // printf 'us@er:hunter2-is-long' | base64
  constexpr const char* kBasic = "Basic dXNAZXI6aHVudGVyMi1pcy1sb25n";
  EXPECT_EQ(proxy_.requests().at(0).header("proxy-authorization"), kBasic);
  proxy_.reply_with({.status = 407, .headers = {{"Proxy-Authenticate", "Basic realm=\"office\""}}});
  const auto error = failure("https://ce.example.invalid/");
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays);
  EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays) << "retries may lock an account";
  EXPECT_EQ(proxy_.requests().at(1).header("proxy-authorization"), kBasic);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("HTTP status 407. Nothing was sent. It wants another name or password"),
                                  Not(HasSubstr("dXNAZXI6")), Not(HasSubstr("us@er")), Not(HasSubstr("us%40er"))));
}

TEST_F(CurlProxyTest, AnErrorDoesNotShowAWrongProxyAddress) {
  const std::string password = kPassword;
  for (const std::string& address :
       {"user:" + password + " and no host", "http://user:" + password + " with blank@127.0.0.1:1",
        "http://user:" + password + "/slash@127.0.0.1:1", "gopher://user:" + password + "@127.0.0.1:1",
        "http://user:" + password + "@127.0.0.1:port",
        "http://user:" + password + "@" + std::string(70, 'x') + ".invalid:1",
        "http://user:" + password + "@127.0.0.1:" + std::to_string(Imposter::closed_port()),
        "user:" + password + "@127.0.0.1:" + std::to_string(Imposter::closed_port())}) {
    const Variables variables(only({{"https_proxy", address.c_str()}, {"http_proxy", address.c_str()}}));
    for (const char* url : {"https://ce.example.invalid/", "http://ce.example.invalid/"}) {
      const auto error = failure(url);
      EXPECT_FALSE(error.maybe_charged()) << error.what();
      EXPECT_THAT(error.what(), AllOf(HasSubstr("Nothing was sent"), HasSubstr("proxy")));
    }
  }
}

TEST_F(CurlProxyTest, ASilentProxyRunsIntoTheTimeLimit) {
  const std::string address = with_password(proxy_.url());
  const Variables variables(only({{"https_proxy", address.c_str()}}));
  proxy_.reply_with({.fault = Fault::kStall});
  const auto error = failure("https://ce.example.invalid/", {.connect_timeout = milliseconds(150)});
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_EQ(error.cause(), wire::SendError::Cause::kNotReached);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("could not be reached within 150 ms"), HasSubstr("proxy")));
}

class CurlTlsProxyTest : public CurlProxyTest {
 protected:
  CurlTlsProxyTest() { std::ofstream(bundle_) << certificate_.pem; }
  ~CurlTlsProxyTest() override { std::remove(bundle_.c_str()); }

  Certificate certificate_ = support::make_certificate("IP:127.0.0.1");
  std::string bundle_ = testing::TempDir() + "awscost-proxy.pem";
};

TEST_F(CurlTlsProxyTest, TheTunnelEndsAtTheServerAndStaysOpen) {
  Imposter server({certificate_.pem, certificate_.private_key});
  std::string asked;
  int tunnels = 0;
  {
    RawServer proxy([&](int client) {
      asked = read_head(client);
      ++tunnels;
      if (write_all(client, "HTTP/1.1 200 Connection established\r\nX-Proxy: 1\r\n\r\n")) relay(client, server.port());
    });
    const std::string address = with_password(proxy.url());
    const Variables variables(only({{"https_proxy", address.c_str()}}));
    Request secure = request(server.url() + "/path");
    secure.ca_bundle = bundle_;
    for (int i = 0; i < 2; ++i) {
      const wire::Reply reply = curl_.exchange(secure, {}, {});
      EXPECT_EQ(reply.status, 200);
      EXPECT_EQ(wire::header(reply, "x-proxy"), "") << "a proxy's header is not part of the answer";
    }
  }
  EXPECT_EQ(tunnels, 1);
  EXPECT_THAT(asked, Not(HasSubstr("AWS4-HMAC-SHA256")));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.requests()[0].header("authorization"), "AWS4-HMAC-SHA256 signature");
  EXPECT_EQ(server.requests()[0].header("proxy-authorization"), "");
}

TEST_F(CurlTlsProxyTest, AnHttpsProxyNeedsTheSameAuthorities) {
  Imposter proxy({certificate_.pem, certificate_.private_key});
  const Variables variables(only({{"https_proxy", proxy.url().c_str()}}));
  EXPECT_FALSE(failure("https://ce.example.invalid/").maybe_charged());
  EXPECT_TRUE(proxy.requests().empty()) << "an unknown authority";
  proxy.reply_with({.status = 403});
  Request secure = request("https://ce.example.invalid/");
  secure.ca_bundle = bundle_;
  EXPECT_THROW(curl_.exchange(secure, {}, {}), wire::SendError);
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_EQ(proxy.requests()[0].method, "CONNECT");
}

}  // namespace
}  // namespace awscost::http
