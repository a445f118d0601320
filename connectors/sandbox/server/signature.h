// Checks Signature Version 4 as a service does: computes the signature again from the received request.
//
// How: the canonical request consists of the raw method, target, signed headers and body. Only headers that the
// Authorization header names are signed. The path is percent-encoded once more, as for all services but S3.
//
// Example:
//
//   bool is_signed_with(std::string_view secret, const HttpRequest& request) {
//     const Authorization given = parse_authorization(header_value(request, "Authorization"));
//     return signature(request, given, secret) == given.signature;
//   }
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct HttpRequest {
  std::string method;
  std::string target;  // raw path and query, as on the request line
  std::vector<wire::Header> headers;
  std::string body;
};

// A parsed Authorization header.
struct Authorization {
  std::string access_key;
  std::string date;  // YYYYMMDD of the scope
  std::string region;
  std::string service;
  std::vector<std::string> signed_headers;
  std::string signature;
};

// Throws ApiError (IncompleteSignatureException) if a part is missing.
Authorization parse_authorization(std::string_view header);

// The trimmed values of a header, joined by commas. `found` distinguishes an empty header from a missing one.
std::string header_value(const HttpRequest& request, std::string_view name, bool* found = nullptr);

std::string canonical_request(const HttpRequest& request, const std::vector<std::string>& signed_headers);
std::string string_to_sign(const HttpRequest& request, const Authorization& scope);
std::string signature(const HttpRequest& request, const Authorization& scope, std::string_view secret_key);

}  // namespace awscost::sandbox
