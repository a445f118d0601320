// The canonical form of a request: one text for all spellings of it, which the client and AWS derive and sign.
//
//   {{"position", "a=b"}, {"limit", "500"}}  ->  "limit=500&position=a%3Db"
//
// Source: AWS, "Create a signed AWS API request"; checked against the published signing suite.
//
// Example:
//
//   std::string query() {
//     return canonical_query({{"position", "a=b"}, {"limit", "500"}});
//   }
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::signing {

// Names and values encoded, sorted by encoded name, then value; "name=" for an empty value. The request is sent with
// it.
std::string canonical_query(const std::vector<std::pair<std::string, std::string>>& query);

// kNormalized, for all AWS services but S3: dot segments removed, slashes collapsed.
enum class PathStyle { kNormalized, kVerbatim };

// `path`: as it is sent, percent-encoded once. All services but S3 sign it encoded once more.
std::string canonical_path(std::string_view path, PathStyle style);

struct CanonicalHeaders {
  std::string text;          // "host:example.com\nx-amz-date:...\n"
  std::string signed_names;  // "host;x-amz-date"
};

// Lower-case names in order; values trimmed, with single blanks; values of equal names joined by commas. As in AWS's
// SDKs, headers that a proxy may rewrite are sent but not signed.
CanonicalHeaders canonical_headers(const std::vector<wire::Header>& headers);

}  // namespace awscost::signing
