// Percent-encoding as AWS uses it in paths and queries (RFC 3986; '+' is a plus sign, not a space).
//
//   percent_decoded("a%2Fb")           ->  "a/b"
//   parse_query("limit=5&name=%20x")   ->  {{"limit", "5"}, {"name", " x"}}
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awscost::sandbox {

using Query = std::vector<std::pair<std::string, std::string>>;  // decoded names and values, in their order

std::string percent_encoded(std::string_view text, bool keep_slash);
std::string percent_decoded(std::string_view text);  // a '%' that begins no escape stays
Query parse_query(std::string_view query);           // what follows the '?'

}  // namespace awscost::sandbox
