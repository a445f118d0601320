// Percent-encoding as AWS wants it: RFC 3986, strictly.
//
//   percent_encode("a b/c")  ->  "a%20b%2Fc"
#pragma once

#include <string>
#include <string_view>

namespace awscost::wire {

// A-Z a-z 0-9 - _ . ~ and the characters of `kept` stand as they are, every other byte becomes %XX with capitals.
std::string percent_encode(std::string_view text, std::string_view kept = {});

}  // namespace awscost::wire
