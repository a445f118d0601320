// AWS Signature Version 4: proves who asks without sending the secret key.
//
// How: the canonical request (canonical.h); its SHA-256 with time and scope is the string to sign; HMAC-SHA256 of that
// with a key derived from the secret key for the day, region and service. docs/decisions/0003 says why not libcurl's
// signer.
//
// Example:
//
//   std::vector<wire::Header> headers_to_send(std::string_view body, const Scope& scope, const Credentials&
//   credentials) {
//     return sign({.method = "POST", .path = "/", .headers = {{"Host", "ce.us-east-1.amazonaws.com"}}, .body = body},
//                 scope, credentials)
//         .headers;  // Host, X-Amz-Date, X-Amz-Security-Token, Authorization
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/signing/canonical.h"
#include "connectors/aws/signing/credentials.h"
#include "connectors/wire/call.h"

namespace awscost::signing {

struct SigningRequest {
  std::string method;
  std::string path;                                        // percent-encoded once, as it is sent
  std::vector<std::pair<std::string, std::string>> query;  // decoded names and values
  std::vector<wire::Header> headers;                       // Host among them; no X-Amz-Date, no Authorization
  std::string_view body;
};

struct Scope {
  std::chrono::sys_seconds time;  // AWS refuses a time that is some minutes off
  std::string region;
  std::string service;  // the signing name
};

struct SignedRequest {
  std::vector<wire::Header> headers;  // all that must be sent, every signed one included
  std::string canonical_request;      // for tests; never shown, since it holds the session token
  std::string string_to_sign;         // for tests
  std::string signature;              // hexadecimal
};

SignedRequest sign(const SigningRequest& request, const Scope& scope, const Credentials& credentials,
                   PathStyle style = PathStyle::kNormalized);

}  // namespace awscost::signing
