// A DPoP proof (RFC 9449): proves that the sender of a refresh token holds the key that the token is bound to.
//
// How: a JSON Web Token with the method, URL and time of one request, and the public key in its header, signed with
// ES256 (ECDSA over P-256 and SHA-256). The signature is r and s, 32 bytes each, and not DER as in TLS.
//
// Example:
//
//   std::string proof_for(std::string_view pem, const std::string& url, std::chrono::sys_seconds now) {
//     return dpop_proof(pem, {.method = "POST", .url = url, .time = now, .id = random_uuid()});
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace awscost::credentials {

struct ProofClaims {
  std::string method;
  std::string url;  // without query
  std::chrono::sys_seconds time;
  std::string id;  // unique: a server may accept each proof once
};

// `private_key`: PEM, as the AWS CLI stores it. Throws wire::SendError, without the key, where it is not a P-256 key.
std::string dpop_proof(std::string_view private_key, const ProofClaims& claims);

// Version 4 of RFC 9562.
std::string random_uuid();

}  // namespace awscost::credentials
