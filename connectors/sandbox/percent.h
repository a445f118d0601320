// Percent-encoding in paths and queries (RFC 3986). '+' is a plus sign, not a space.
//
//   parse_query("limit=5&name=%20x")   ->  {{"limit", "5"}, {"name", " x"}}
//
// Example:
//
//   const std::string kDecoded = percent_decoded("a%2Fb");  // "a/b"
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awscost::sandbox {

using Query = std::vector<std::pair<std::string, std::string>>;  // decoded names and values, in order of appearance

std::string percent_encoded(std::string_view text, bool keep_slash);
std::string percent_decoded(std::string_view text);  // keeps a '%' that does not begin an escape
Query parse_query(std::string_view query);           // the part after '?'

}  // namespace awscost::sandbox
