// Certificates: only a certificate of a known authority for the server's own name is accepted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/conf.h>
#include <openssl/ssl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>

#include "connectors/aws/http/curl.h"
#include "raw_server.h"
#include "tests/support/certificate.h"
#include "tests/support/imposter.h"
#include "variables.h"

namespace awscost::http {
namespace {

using support::Certificate;
using support::Imposter;
using testing::AllOf;
using testing::HasSubstr;

class CurlTlsTest : public testing::Test {
 protected:
  void write_bundle(const Certificate& certificate) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    bundle_ = testing::TempDir() + "awscost-" + test->name() + ".pem";
    std::ofstream(bundle_) << certificate.pem;
  }
  ~CurlTlsTest() override { std::remove(bundle_.c_str()); }

  // Uses the authorities of `bundle_`; empty: the system's.
  wire::Reply get(Curl& curl, const std::string& url) {
    return curl.exchange({.method = "GET", .url = url + "/", .ca_bundle = bundle_}, {}, {});
  }
  wire::Reply get(Curl& curl, const Imposter& imposter) { return get(curl, imposter.url()); }

  std::string refusal(Curl& curl, const Imposter& imposter) {
    try {
      get(curl, imposter);
    } catch (const wire::SendError& error) {
      EXPECT_FALSE(error.maybe_charged());
      EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays);
      EXPECT_TRUE(imposter.requests().empty());
      return error.what();
    }
    return "accepted";
  }

  std::string bundle_;
};

// OpenSSL would open them itself, and wait or read for ever.
TEST_F(CurlTlsTest, ABundleThatIsNotARegularFileIsNotOpened) {
  const Imposter imposter;
  Curl curl;
  bundle_ = testing::TempDir() + "awscost-pipe.pem";
  ASSERT_EQ(::mkfifo(bundle_.c_str(), 0600), 0);
  EXPECT_THAT(refusal(curl, imposter), AllOf(HasSubstr("AWS_CA_BUNDLE"), HasSubstr("a folder, a pipe or a device")));
  std::remove(bundle_.c_str());
  bundle_ = "/dev/zero";
  EXPECT_THAT(refusal(curl, imposter), HasSubstr("Write the path of a PEM file"));
  bundle_.clear();
}

TEST_F(CurlTlsTest, AcceptsAnAuthorityOfTheBundleAndKeepsTheConnection) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  write_bundle(certificate);
  Curl curl;
  EXPECT_EQ(get(curl, imposter).status, 200);
  EXPECT_EQ(get(curl, imposter).status, 200);
  EXPECT_EQ(imposter.connections(), 1);
}

// Closing a TLS session tells the server: a child of fork that closed it would end its parent's connection.
TEST_F(CurlTlsTest, AChildOfForkDoesNotEndItsParentsSession) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  write_bundle(certificate);
  auto curl = std::make_unique<Curl>();
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
  write_bundle(certificate);
  Curl curl;
  EXPECT_THAT(refusal(curl, imposter), AllOf(HasSubstr("Nothing was sent"), HasSubstr("Check the host name")));
}

TEST_F(CurlTlsTest, AnErrorTellsThatTheBundleIsMissing) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  bundle_ = testing::TempDir() + "awscost-no-such-bundle.pem";
  Curl curl;
  EXPECT_THAT(refusal(curl, imposter), HasSubstr("AWS_CA_BUNDLE (in a profile: ca_bundle) names a readable PEM file"));
}

// A connection under one authority must not serve a request that trusts another one only.
TEST_F(CurlTlsTest, AnotherBundleNeedsAnotherConnection) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  write_bundle(certificate);
  Curl curl;
  EXPECT_EQ(get(curl, imposter).status, 200);
  const std::string right = std::exchange(bundle_, "");
  EXPECT_THROW(get(curl, imposter), wire::SendError) << "the system's authorities";
  bundle_ = right + ".other";
  std::ofstream(bundle_) << support::make_certificate("IP:127.0.0.1").pem;
  EXPECT_THROW(get(curl, imposter), wire::SendError) << "another authority";
  std::remove(bundle_.c_str());
  bundle_ = right;
  EXPECT_EQ(get(curl, imposter).status, 200);
  EXPECT_EQ(imposter.requests().size(), 2U);
}

TEST_F(CurlTlsTest, AChangedBundleHoldsForTheNextConnection) {
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  Imposter imposter({certificate.pem, certificate.private_key});
  write_bundle(support::make_certificate("IP:127.0.0.1"));
  Curl curl;
  EXPECT_THROW(get(curl, imposter), wire::SendError);
  write_bundle(certificate);
  EXPECT_EQ(get(curl, imposter).status, 200);
}

// For the length of a test, OpenSSL accepts old TLS, which its own configuration refuses whatever its user asks for.
class LenientOpenSsl {
 public:
  LenientOpenSsl() {
    const std::string path = testing::TempDir() + "awscost-lenient.cnf";
    std::ofstream(path) << "openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = lenient\n"
                           "[lenient]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n";
    EXPECT_EQ(CONF_modules_load_file(path.c_str(), nullptr, 0), 1);
    std::remove(path.c_str());
  }
  ~LenientOpenSsl() { CONF_modules_load_file(nullptr, nullptr, CONF_MFLAGS_IGNORE_MISSING_FILE); }
  LenientOpenSsl(const LenientOpenSsl&) = delete;
  LenientOpenSsl& operator=(const LenientOpenSsl&) = delete;
};

// A server that speaks TLS up to `newest`.
class TlsServer {
 public:
  TlsServer(const Certificate& certificate, int newest) {
    SSL_CTX_set_max_proto_version(context_.get(), newest);
    support::use_certificate(context_.get(), certificate.pem, certificate.private_key);
  }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(server_.port()); }

  // The version that a client without a minimum agrees on.
  int version_with_anybody() const {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
    const int socket = connected_to(server_.port());
    SSL_set_fd(ssl.get(), socket);
    const int version = SSL_connect(ssl.get()) == 1 ? SSL_version(ssl.get()) : 0;
    close(socket);
    return version;
  }

 private:
  void serve(int socket) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), &SSL_free);
    SSL_set_fd(ssl.get(), socket);
    std::array<char, 4096> request{};
    if (SSL_accept(ssl.get()) != 1 || SSL_read(ssl.get(), request.data(), request.size()) <= 0) return;
    constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    SSL_write(ssl.get(), kAnswer.data(), static_cast<int>(kAnswer.size()));
  }

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
  RawServer server_{[this](int socket) { serve(socket); }};
};

TEST_F(CurlTlsTest, RefusesTlsOlderThan12) {
  const LenientOpenSsl lenient;
  const Variables variables(std::map<std::string, const char*>{{"no_proxy", "127.0.0.1"}});
  const Certificate certificate = support::make_certificate("IP:127.0.0.1");
  write_bundle(certificate);
  Curl curl;
  const TlsServer new_enough(certificate, TLS1_2_VERSION);
  EXPECT_EQ(get(curl, new_enough.url()).status, 200);
  const TlsServer old(certificate, TLS1_1_VERSION);
  if (old.version_with_anybody() != TLS1_1_VERSION) GTEST_SKIP() << "this OpenSSL has no TLS 1.1 to be refused";
  EXPECT_THROW(get(curl, old.url()), wire::SendError);
}

}  // namespace
}  // namespace awscost::http
