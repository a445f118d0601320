// Whom the client believes: no server whose certificate it cannot trace to an authority, or that is somebody else's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "connectors/http/curl.h"
#include "tests/support/certificate.h"
#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using support::Certificate;
using support::Imposter;
using testing::AllOf;
using testing::HasSubstr;

class CurlTlsTest : public testing::Test {
 protected:
  std::string write_bundle(const Certificate& certificate) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    bundle_ = testing::TempDir() + "awscost-" + test->name() + ".pem";
    std::ofstream(bundle_) << certificate.pem;
    return bundle_;
  }
  ~CurlTlsTest() override { std::remove(bundle_.c_str()); }

  static wire::Reply get(Curl& curl, const Imposter& imposter) {
    return curl.exchange({.method = "GET", .url = imposter.url() + "/"}, {}, {});
  }

  static std::string refusal(Curl& curl, const Imposter& imposter) {
    try {
      get(curl, imposter);
    } catch (const wire::SendError& error) {
      EXPECT_FALSE(error.maybe_charged());
      EXPECT_TRUE(imposter.requests().empty());
      return error.what();
    }
    return "accepted";
  }

  std::string bundle_;
};

TEST_F(CurlTlsTest, BelievesAnAuthorityOfTheBundleAndKeepsTheConnection) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  Curl curl({.ca_bundle = write_bundle(certificate)});
  EXPECT_EQ(get(curl, imposter).status, 200);
  EXPECT_EQ(get(curl, imposter).status, 200);
  EXPECT_EQ(imposter.connections(), 1);
}

// Closing a TLS session says so to the server: a child of fork that tidied up would end its parent's connection.
TEST_F(CurlTlsTest, AChildOfForkDoesNotEndItsParentsSession) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  auto curl = std::make_unique<Curl>(Curl::Options{.ca_bundle = write_bundle(certificate)});
  get(*curl, imposter);
  const pid_t child = fork();
  if (child == 0) {
    curl.reset();
    _exit(0);
  }
  int outcome = -1;
  ASSERT_EQ(waitpid(child, &outcome, 0), child);
  EXPECT_EQ(get(*curl, imposter).status, 200);
  EXPECT_EQ(imposter.connections(), 1);
}

TEST_F(CurlTlsTest, RefusesAnUnknownAuthority) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  Curl curl;
  EXPECT_THAT(refusal(curl, imposter), AllOf(HasSubstr("Nothing was sent"), HasSubstr("AWS_CA_BUNDLE")));
}

TEST_F(CurlTlsTest, RefusesACertificateForAnotherHost) {
  const Certificate certificate = support::make_certificate("DNS:ce.us-east-1.amazonaws.com");
  Imposter imposter({certificate.pem, certificate.private_key});
  Curl curl({.ca_bundle = write_bundle(certificate)});
  EXPECT_THAT(refusal(curl, imposter), AllOf(HasSubstr("Nothing was sent"), HasSubstr("Check the host name")));
}

TEST_F(CurlTlsTest, SaysSoWhereTheBundleIsMissing) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  Curl curl({.ca_bundle = testing::TempDir() + "awscost-no-such-bundle.pem"});
  EXPECT_THAT(refusal(curl, imposter), HasSubstr("AWS_CA_BUNDLE names a readable PEM file"));
}

}  // namespace
}  // namespace awscost::http
