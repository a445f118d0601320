// Digests as lower-case hexadecimal text: what AWS signs, and what the AWS CLI names its cache files after.
//
// Example:
//
//   std::string cache_file(std::string_view start_url) {
//     return sha1_hexadecimal(start_url) + ".json";
//   }
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace awscost::signing {

// Throw std::runtime_error where libcrypto fails.
std::string sha1_hexadecimal(std::string_view text);
std::string sha256_hexadecimal(std::string_view text);

// Two digits a byte.
std::string hexadecimal(std::span<const unsigned char> bytes);

}  // namespace awscost::signing
