// Self-signed certificates for TLS tests, made when needed, so that the project holds nothing that looks like a key.
//
// Example:
//
//   Certificate of_loopback() {
//     return make_certificate("IP:127.0.0.1");
//   }
#pragma once

#include <string>

struct ssl_ctx_st;

namespace awscost::support {

struct Certificate {
  std::string pem;
  std::string private_key;  // PEM, EC P-256
};

// `subject`, as OpenSSL writes it: "IP:127.0.0.1" or "DNS:example.com". Valid from one day ago to one day from now.
Certificate make_certificate(const std::string& subject);

// Installs the pair in a server context.
void use_certificate(ssl_ctx_st* context, const std::string& certificate, const std::string& private_key);

}  // namespace awscost::support
