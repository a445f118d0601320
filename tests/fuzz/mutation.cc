#include "mutation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace awscost::fuzz {
namespace {

constexpr std::size_t kLongestPiece = 40;

// What parsers stumble over.
constexpr std::array<std::string_view, 24> kPieces{"\"",
                                                   "\\",
                                                   "\\u0000",
                                                   "\\ud834",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "'",
                                                   ";",
                                                   "--",
                                                   "/*",
                                                   "\n",
                                                   "\xC3\x28",
                                                   "\xEF\xBB\xBF",
                                                   "null",
                                                   "1e400",
                                                   "-0",
                                                   "9223372036854775808",
                                                   "00",
                                                   "(",
                                                   ")"};

}  // namespace

std::string Mutations::of(std::string text, std::string_view other) {
  const std::size_t changes = 1 + below(4);
  for (std::size_t i = 0; i < changes; ++i) change(text, other);
  return text;
}

void Mutations::change(std::string& text, std::string_view other) {
  const std::size_t at = below(text.size() + 1);
  const std::size_t length = std::min(text.size() - at, 1 + below(kLongestPiece));
  switch (below(7)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      return;
    case 1:
      if (at < text.size()) text[at] = static_cast<char>(below(256));
      return;
    case 2:
      text.erase(at, length);
      return;
    case 3:
      text.insert(at, text.substr(at, length));
      return;
    case 4:
      text.insert(at, kPieces[below(kPieces.size())]);
      return;
    case 5: {
      const std::size_t from = below(other.size() + 1);
      text.replace(at, length, other.substr(from, below(kLongestPiece)));
      return;
    }
    default:
      text.resize(at);
  }
}

}  // namespace awscost::fuzz
