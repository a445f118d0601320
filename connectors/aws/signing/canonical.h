// The canonical form of a request: the one text for the many ways a request may be written, which client and AWS both
// derive and sign.
//
//   canonical_query({{"position", "a=b"}, {"limit", "500"}})  ->  "limit=500&position=a%3Db"
//
// Source: AWS, "Create a signed AWS API request"; checked against the published signing suite.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::signing {

// Names and values encoded, sorted by encoded name, then value; "name=" for an empty value. Sent as it is signed.
std::string canonical_query(const std::vector<std::pair<std::string, std::string>>& query);

// What every AWS service but S3 signs for a path: dot segments removed, slashes collapsed.
enum class PathStyle { kNormalized, kVerbatim };

// `path` as it is sent, percent-encoded once; here it is encoded once more (all services but S3 do so).
std::string canonical_path(std::string_view path, PathStyle style);

struct CanonicalHeaders {
  std::string text;          // "host:example.com\nx-amz-date:…\n"
  std::string signed_names;  // "host;x-amz-date"
};

// Lower-case names in order, values trimmed and inner blanks squeezed, equal names joined by a comma. Headers that a
// proxy may rewrite are left out, as AWS's SDKs do: they are sent, but not signed.
CanonicalHeaders canonical_headers(const std::vector<wire::Header>& headers);

}  // namespace awscost::signing
