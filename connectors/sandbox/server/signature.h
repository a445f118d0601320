// Signature Version 4 as a service checks it: the signature is computed again from the request as it came in.
//
// How: the canonical request is built from the raw method, target, headers and body; only the headers that the
// Authorization names take part. The path is percent-encoded once more (all services but S3 do so).
//
//   const Authorization given = parse_authorization(value);
//   if (signature(request, given, secret) != given.signature) …
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

// What an Authorization header says.
struct Authorization {
  std::string access_key;
  std::string date;  // YYYYMMDD of the scope
  std::string region;
  std::string service;
  std::vector<std::string> signed_headers;
  std::string signature;
};

// Throws ApiError (IncompleteSignatureException) for anything that is not complete.
Authorization parse_authorization(std::string_view header);

// The value of a header; repeated ones joined by commas, each trimmed. `found` tells an empty one from none.
std::string header_value(const HttpRequest& request, std::string_view name, bool* found = nullptr);

std::string canonical_request(const HttpRequest& request, const std::vector<std::string>& signed_headers);
std::string string_to_sign(const HttpRequest& request, const Authorization& scope);
std::string signature(const HttpRequest& request, const Authorization& scope, std::string_view secret_key);

}  // namespace awscost::sandbox
