// A DPoP proof (RFC 9449): shows that whoever renews a token holds the key that the token was bound to.
//
// How: a JSON Web Token that names method, address and time of one request, with the public key in its header, signed
// with ES256 (ECDSA over P-256 and SHA-256). The signature is r and s, 32 bytes each, not the DER of TLS.
//
//   request.headers.push_back({"DPoP", dpop_proof(pem, {.method = "POST", .url = url, .time = now, .id = uuid()})});
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace awscost::credentials {

struct Proven {
  std::string method;
  std::string url;  // without query
  std::chrono::sys_seconds time;
  std::string id;  // unique: a server may take each proof once
};

// `private_key`: PEM, as `aws login` keeps it. Throws wire::SendError where it is no key of P-256; never shows it.
std::string dpop_proof(std::string_view private_key, const Proven& proven);

// A random id, as RFC 9562 writes it (version 4).
std::string random_uuid();

}  // namespace awscost::credentials
