#include "connectors/aws/signing/digest.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace awscost::signing {
namespace {

std::string digest(const EVP_MD* algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, algorithm, nullptr) != 1) {
    throw std::runtime_error("libcrypto could not compute a digest, which AWS requests need. Check its installation.");
  }
  return hexadecimal(std::span(bytes).first(size));
}

}  // namespace

std::string sha1_hexadecimal(std::string_view text) {
  return digest(EVP_sha1(), text);
}

std::string sha256_hexadecimal(std::string_view text) {
  return digest(EVP_sha256(), text);
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace awscost::signing
