// Self-signed certificates for TLS tests, made when needed: nothing that looks like a key stands in the project.
//
//   support::Certificate certificate = support::make_certificate("IP:127.0.0.1");
//   support::Imposter imposter({certificate.pem, certificate.private_key});
#pragma once

#include <string>

struct ssl_ctx_st;

namespace awscost::support {

struct Certificate {
  std::string pem;
  std::string private_key;  // PEM, EC P-256
};

// `subject`: who the certificate is for, as OpenSSL writes it: "IP:127.0.0.1" or "DNS:example.com". Valid from a day
// ago for two days.
Certificate make_certificate(const std::string& subject);

// Lets a server context use the pair.
void use_certificate(ssl_ctx_st* context, const std::string& certificate, const std::string& private_key);

}  // namespace awscost::support
