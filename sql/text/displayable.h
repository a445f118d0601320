// Text from elsewhere, made fit to be shown in messages, in a terminal, or by a driver that insists on UTF-8.
//
// Bytes that are not valid UTF-8, and control characters except line feed and tab, become \xNN. A text longer than the
// limit is cut between characters and ends in "...".
//
//   displayable("caf\xe9\0", 100)   ->   caf\xe9\x00
//
// Example:
//
//   std::string in_a_message(std::string_view answer) {
//     return is_utf8(answer) ? displayable(answer, 100) : "bytes";
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace awscost::text {

// `limit` in bytes, the "..." not counted.
std::string displayable(std::string_view text, std::size_t limit);

bool is_utf8(std::string_view text);

}  // namespace awscost::text
