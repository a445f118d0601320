// Percent-encoding as AWS requires it: RFC 3986, strictly.
//
// Example:
//
//   const std::string kEncoded = percent_encode("a b/c");  // "a%20b%2Fc"
#pragma once

#include <string>
#include <string_view>

namespace awscost::wire {

// Keeps A-Z a-z 0-9 - _ . ~ and the characters in `kept`. Every other byte becomes %XX with upper-case digits.
std::string percent_encode(std::string_view text, std::string_view kept = {});

}  // namespace awscost::wire
