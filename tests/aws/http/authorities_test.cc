// Where the certificate authorities of Debian, Fedora and Alpine are.
#include "connectors/aws/http/authorities.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace awscost::http {
namespace {

namespace fs = std::filesystem;

class AuthoritiesTest : public testing::Test {
 protected:
  AuthoritiesTest() { fs::remove_all(root_); }
  ~AuthoritiesTest() override { fs::remove_all(root_); }

  std::string add(const std::string& path) {
    fs::create_directories(fs::path(root_ + path).parent_path());
    std::ofstream(root_ + path) << "a certificate\n";
    return root_ + path;
  }

  const std::string root_ = testing::TempDir() + "awscost-authorities";
};

TEST_F(AuthoritiesTest, TheFirstThatExistsIsTaken) {
  EXPECT_EQ(authorities_file(root_), "");
  const std::string alpine = add("/etc/ssl/cert.pem");
  EXPECT_EQ(authorities_file(root_), alpine);
  const std::string fedora = add("/etc/pki/tls/certs/ca-bundle.crt");
  EXPECT_EQ(authorities_file(root_), fedora);
  const std::string debian = add("/etc/ssl/certs/ca-certificates.crt");
  EXPECT_EQ(authorities_file(root_), debian);
}

// An image without its certificates has a folder or a link to nothing there.
TEST_F(AuthoritiesTest, WhatIsNotAFileIsPassedOver) {
  const std::string alpine = add("/etc/ssl/cert.pem");
  fs::create_directories(root_ + "/etc/ssl/certs/ca-certificates.crt");
  fs::create_directories(root_ + "/etc/pki/tls/certs");
  fs::create_symlink(root_ + "/nothing", root_ + "/etc/pki/tls/certs/ca-bundle.crt");
  EXPECT_EQ(authorities_file(root_), alpine);
}

}  // namespace
}  // namespace awscost::http
