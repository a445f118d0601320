// Compresses a text as a gzip file (RFC 1952), for Content-Encoding: gzip.
//
// Example:
//
//   std::string compressed_body() {
//     return gzip(R"({"ResultsByTime":[]})");
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::sandbox {

std::string gzip(std::string_view text);

}  // namespace awscost::sandbox
