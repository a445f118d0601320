// Text from elsewhere, made fit to be shown: in messages, in a terminal, in a driver that insists on UTF-8.
//
// What is no valid UTF-8, and control characters but the line feed and the tab, become \xNN; what is longer than the
// limit is cut between characters and ends in "…".
//
//   displayable("caf\xe9\0", 100) == "caf\\xe9\\x00"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace awscost::text {

std::string displayable(std::string_view text, std::size_t limit);

bool is_utf8(std::string_view text);

}  // namespace awscost::text
