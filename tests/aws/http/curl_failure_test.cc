// The errors where no complete answer came, and whether the request may have been charged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "connectors/aws/http/curl.h"
#include "connectors/aws/http/failure.h"
#include "connectors/aws/http/transfer.h"
#include "raw_server.h"
#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using std::chrono::milliseconds;
using support::Fault;
using support::Imposter;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Cause = wire::SendError::Cause;

constexpr const char* kHidden = "hidden-token";

class CurlFailureTest : public testing::Test {
 protected:
  Request request(const std::string& url) {
    return {.method = "POST",
            .url = url,
            .headers = {{"X-Amz-Security-Token", kHidden}, {"Authorization", kHidden}},
            .body = "{}"};
  }

  // The exchange's error, checked for what no error may show.
  wire::SendError failure(const Request& request, const Limits& limits = {}) {
    try {
      curl_.exchange(request, limits, {});
    } catch (const wire::SendError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kHidden)));
      return error;
    }
    ADD_FAILURE() << "the exchange succeeded";
    return {"", false};
  }

  wire::SendError failure_with(Fault fault, const Limits& limits = {}) {
    imposter_.reply_with({.body = R"({"ResultsByTime":[]})", .fault = fault});
    return failure(request(imposter_.url() + "/path?position=" + kHidden), limits);
  }

  Imposter imposter_;
  Curl curl_;
};

TEST_F(CurlFailureTest, NobodyListens) {
  const std::string url = "http://127.0.0.1:" + std::to_string(Imposter::closed_port());
  const auto error = failure(request(url + "/" + kHidden));
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kNotReached);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(url + " could not be reached"), HasSubstr("Nothing was sent"),
                                  HasSubstr("AWS_ENDPOINT_URL")));
}

// Nobody has set AWS_CA_BUNDLE where the system lacks its authorities.
TEST_F(CurlFailureTest, TheErrorOfMissingAuthoritiesNamesWhatIsMissing) {
  const Transfer nothing(1);
  const Failure systems{
      .code = CURLE_SSL_CACERT_BADFILE, .detail = "error setting certificate file", .origin = "https://x"};
  EXPECT_THAT(
      sentence(systems, nothing, {}),
      AllOf(HasSubstr("https://x could not be reached (error setting certificate file). Nothing was sent."),
            HasSubstr("This system has no certificate authorities: install them (the package ca-certificates)")));
  Failure own = systems;
  own.own_authorities = true;
  EXPECT_THAT(sentence(own, nothing, {}), HasSubstr("Check that AWS_CA_BUNDLE (in a profile: ca_bundle) names"));
  own.code = CURLE_PEER_FAILED_VERIFICATION;
  EXPECT_THAT(sentence(own, nothing, {}), AllOf(HasSubstr("AWS_CA_BUNDLE"), Not(HasSubstr("ca-certificates"))));
  own.own_authorities = false;
  EXPECT_THAT(sentence(own, nothing, {}), HasSubstr("(the package ca-certificates)"));
}

TEST_F(CurlFailureTest, AnAddressOfThisMachineIsNoEndpointOfAws) {
  Request direct = request("http://127.0.0.1:" + std::to_string(Imposter::closed_port()));
  direct.direct = true;
  EXPECT_THAT(failure(direct).what(), AllOf(HasSubstr("whether it runs"), Not(HasSubstr("AWS_ENDPOINT_URL"))));
}

TEST_F(CurlFailureTest, AFixedRequestIsNotToldToAskForLess) {
  const Limits limits{.total_timeout = milliseconds(150)};
  EXPECT_THAT(failure_with(Fault::kStall, limits).what(), HasSubstr("a shorter period"));
  Request fixed = request(imposter_.url());
  fixed.fixed = true;
  imposter_.reply_with({.body = "{}", .fault = Fault::kStall});
  EXPECT_THAT(failure(fixed, limits).what(),
              AllOf(HasSubstr("did not complete its answer within 150 ms"), Not(HasSubstr("shorter period"))));
}

TEST_F(CurlFailureTest, TheHostIsUnknown) {
  // The resolver refuses a label of more than 63 characters without asking the network.
  const std::string url = "http://" + std::string(70, 'x') + ".invalid";
  const auto error = failure(request(url + "/"));
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kNotReached);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(url + " could not be reached"), HasSubstr("Check the host name")));
}

TEST_F(CurlFailureTest, TheConnectionIsNotMadeInTime) {
  // A TLS handshake with a server that waits for plain HTTP never ends.
  const std::string url = "https://127.0.0.1:" + std::to_string(imposter_.port());
  const auto error = failure(request(url + "/"), {.connect_timeout = milliseconds(150)});
  EXPECT_FALSE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kNotReached);
  EXPECT_THAT(error.what(), HasSubstr(url + " could not be reached within 150 ms. Nothing was sent."));
  EXPECT_THAT(failure(request(url + "/"), {.total_timeout = milliseconds(150)}).what(), HasSubstr("within 150 ms"));
}

TEST_F(CurlFailureTest, NoAnswerInTime) {
  const auto error = failure_with(Fault::kStall, {.total_timeout = milliseconds(150)});
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kTimeout);
  EXPECT_THAT(error.what(), HasSubstr("did not complete its answer within 150 ms"));
}

TEST_F(CurlFailureTest, HalfAnAnswerInTime) {
  const auto error = failure_with(Fault::kStallInBody, {.total_timeout = milliseconds(150)});
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kTimeout);
  EXPECT_THAT(error.what(), HasSubstr("did not complete its answer within 150 ms"));
}

// The limit is for the whole answer, however regularly its bytes come.
TEST_F(CurlFailureTest, AnAnswerThatTrickles) {
  constexpr int kMillisecondsAByte = 20;
  constexpr int kMostBytes = 1000;
  int bytes = 0;
  {
    RawServer server([&](int client) {
      read_head(client);
      write_all(client, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      while (!readable(client, kMillisecondsAByte) && bytes < kMostBytes && write_all(client, " ")) ++bytes;
    });
    const auto error = failure({.method = "GET", .url = server.url()}, {.total_timeout = milliseconds(300)});
    EXPECT_TRUE(error.maybe_charged());
    EXPECT_THAT(error.what(), HasSubstr("did not complete its answer within 300 ms"));
  }
  EXPECT_GT(bytes, 0);
  EXPECT_LT(bytes, kMostBytes);
}

TEST_F(CurlFailureTest, InterimAnswersWithoutEnd) {
  RawServer server([](int client) {
    read_head(client);
    while (write_all(client, "HTTP/1.1 100 Continue\r\nX-Long: " + std::string(1000, 'x') + "\r\n\r\n")) continue;
  });
  EXPECT_THAT(failure(request(server.url())).what(), HasSubstr("larger than those of an AWS service"));
}

TEST_F(CurlFailureTest, TheBodyIsCut) {
  const auto error = failure_with(Fault::kCutBody);
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kTimeout) << "AWS has done the work: to ask again costs again";
  EXPECT_THAT(error.what(), AllOf(HasSubstr(imposter_.url()), HasSubstr("began with status 200 and broke off"),
                                  HasSubstr("remaining"), HasSubstr("AWS has done the work and may have charged")));
}

TEST_F(CurlFailureTest, AChunkedBodyIsCut) {
  imposter_.reply_with({.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"});
  const auto error = failure(request(imposter_.url()));
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kTimeout);
  EXPECT_THAT(error.what(), HasSubstr("began with status 200 and broke off"));
}

TEST_F(CurlFailureTest, AnotherAnswerThatIsCutMayComeWholeTheNextTime) {
  imposter_.reply_with({.raw = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\n{}"});
  const auto error = failure(request(imposter_.url()));
  EXPECT_EQ(error.cause(), Cause::kBroken);
  EXPECT_THAT(error.what(), HasSubstr("is incomplete"));
}

TEST_F(CurlFailureTest, ACompressedBodyIsBroken) {
  imposter_.reply_with({.headers = {{"Content-Encoding", "gzip"}}, .body = "this is not gzip"});
  const auto error = failure(request(imposter_.url()));
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kStays);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(imposter_.url()), HasSubstr("The compressed answer of "),
                                  HasSubstr("could not be unpacked")));
}

TEST_F(CurlFailureTest, TheConnectionIsReset) {
  for (const Fault fault : {Fault::kReset, Fault::kClose}) {
    const auto error = failure_with(fault);
    EXPECT_TRUE(error.maybe_charged());
    EXPECT_EQ(error.cause(), Cause::kBroken);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(imposter_.url()), HasSubstr("AWS may have received the request")));
  }
  const auto error = failure_with(Fault::kResetInBody);
  EXPECT_EQ(error.cause(), Cause::kTimeout);
  EXPECT_THAT(error.what(), HasSubstr("began with status 200 and broke off"));
}

TEST_F(CurlFailureTest, ARequestThatAKeptConnectionLostIsNotSentTwice) {
  curl_.exchange(request(imposter_.url()), {}, {});
  const auto error = failure_with(Fault::kClose);
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kBroken);
  EXPECT_THAT(error.what(), HasSubstr("closed a kept connection without an answer"));
  curl_.exchange(request(imposter_.url()), {}, {});
  EXPECT_EQ(imposter_.requests().size(), 3U) << "one request for each exchange";
}

TEST_F(CurlFailureTest, TheAnswerIsTooLarge) {
  imposter_.reply_with({.body = std::string(4096, ' ')});
  EXPECT_EQ(curl_.exchange(request(imposter_.url()), {.max_body_bytes = 4096}, {}).body.size(), 4096U);
  imposter_.reply_with({.body = std::string(4097, ' ')});
  const auto error = failure(request(imposter_.url()), {.max_body_bytes = 4096});
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kStays);
  EXPECT_THAT(error.what(), HasSubstr("larger than 4096 bytes"));
  EXPECT_THAT(error.what(), HasSubstr("or allow more: SELECT awscost_config('max_page_bytes', '8192')"));
}

TEST_F(CurlFailureTest, TheHeadersAreTooLarge) {
  std::string raw = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 30; ++i) raw += "X-Long: " + std::string(50'000, 'x') + "\r\n";
  imposter_.reply_with({.raw = raw + "Content-Length: 2\r\n\r\n{}"});
  const auto error = failure(request(imposter_.url()));
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kStays);
  EXPECT_THAT(error.what(), HasSubstr("larger than those of an AWS service"));
}

TEST_F(CurlFailureTest, TheAnswerIsNotHttp) {
  imposter_.reply_with({.raw = "SSH-2.0-OpenSSH_9.2\r\n"});
  const auto error = failure(request(imposter_.url()));
  EXPECT_TRUE(error.maybe_charged());
  EXPECT_EQ(error.cause(), Cause::kStays);
}

TEST_F(CurlFailureTest, WorksAgainAfterEachFailure) {
  for (const Fault fault : {Fault::kReset, Fault::kCutBody, Fault::kClose, Fault::kResetInBody}) {
    failure_with(fault);
    EXPECT_EQ(curl_.exchange(request(imposter_.url()), {}, {}).status, 200);
  }
}

TEST_F(CurlFailureTest, AHeaderCannotHoldAnotherOne) {
  for (const std::string& value : {std::string("a\r\nX-Evil: 1"), std::string("a\nb"), std::string("a\0b", 3)}) {
    Request smuggling = request(imposter_.url());
    smuggling.headers.push_back({"X-Amz-Target", value});
    const auto error = failure(smuggling);
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_EQ(error.cause(), Cause::kStays);
    EXPECT_THAT(error.what(), HasSubstr("The value for the header X-Amz-Target holds a line break"));
  }
  EXPECT_EQ(imposter_.connections(), 0);
}

TEST_F(CurlFailureTest, AUrlThatIsNotHttp) {
  for (const char* url :
       {"file:///etc/hostname", "ftp://127.0.0.1/", "", "127.0.0.1", "http://u:hidden-token@127.0.0.1/"}) {
    const auto error = failure(request(url));
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_EQ(error.cause(), Cause::kStays);
    EXPECT_THAT(error.what(), HasSubstr("AWS_ENDPOINT_URL")) << url;
  }
}

}  // namespace
}  // namespace awscost::http
