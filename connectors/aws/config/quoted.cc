#include "connectors/aws/config/quoted.h"

#include <algorithm>

namespace awscost::config {

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr unsigned char kDelete = 0x7F;
  std::size_t end = std::min(text.size(), kLongest);
  // A UTF-8 character is not cut: its further bytes are 10xxxxxx.
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string shown(text.substr(0, end));
  std::replace_if(
      shown.begin(), shown.end(),
      [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < kFirstPrintable || byte == kDelete;
      },
      '?');
  return "'" + shown + (end < text.size() ? "…'" : "'");
}

}  // namespace awscost::config
