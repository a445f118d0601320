// AWS Signature Version 4: proves who asks without sending the secret key.
//
// How: canonical request (canonical.h) -> its SHA-256 with time and scope is the string to sign -> HMAC-SHA256 with a
// key derived from the secret key for that day, region and service. libcurl 7.88's own signer is wrong for encoded
// paths and unsorted queries, and cannot set the date; hence this one, on libcrypto.
//
//   Signed signed_request = sign({"POST", "/", {}, {{"Host", "ce.us-east-1.amazonaws.com"}}, body},
//                                {now, "us-east-1", "ce"}, credentials);
//   // send signed_request.headers: the given ones, X-Amz-Date, X-Amz-Security-Token, Authorization
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
  std::chrono::sys_seconds time;  // AWS refuses what is more than some minutes off
  std::string region;
  std::string service;  // the signing name
};

struct Signed {
  std::vector<wire::Header> headers;  // all that must be sent; nothing is signed that does not stand here
  std::string canonical_request;      // for tests; holds the session token, so never show it
  std::string string_to_sign;         // for tests
  std::string signature;              // hexadecimal
};

Signed sign(const SigningRequest& request, const Scope& scope, const Credentials& credentials,
            PathStyle style = PathStyle::kNormalized);

}  // namespace awscost::signing
