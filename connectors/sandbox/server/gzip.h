// A text as a gzip file (RFC 1952), the way a server compresses an answer.
//
//   reply.body = gzip(reply.body);      with Content-Encoding: gzip
#pragma once

#include <string>
#include <string_view>

namespace awscost::sandbox {

std::string gzip(std::string_view text);

}  // namespace awscost::sandbox
