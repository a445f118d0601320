#include "connectors/aws/http/authorities.h"

#include <sys/stat.h>

#include <array>

namespace awscost::http {
namespace {

constexpr std::array<const char*, 3> kFiles = {
    "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch; Alpine with its package ca-certificates
    "/etc/pki/tls/certs/ca-bundle.crt",    // Fedora, RHEL, Amazon Linux
    "/etc/ssl/cert.pem",                   // Alpine, macOS
};

}  // namespace

std::string authorities_file(const std::string& root) {
  for (const char* file : kFiles) {
    std::string path = root + file;
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) return path;
  }
  return {};
}

}  // namespace awscost::http
