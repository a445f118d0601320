// Text from outside (a name, a path, a label) fit for one line of a message or of the log.
//
//   quoted("prod\n")  ->  'prod\x0a'
//
// Example:
//
//   std::string sentence(const std::string& profile) {
//     return "There is no profile " + config::quoted(profile) + ".";
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace awscost::config {

// text::displayable, with line feeds and tabs escaped too.
std::string one_line(std::string_view text, std::size_t limit);

// One line of at most 200 bytes between quotes. Called as config::quoted: std::quoted is found for a std::string too.
std::string quoted(std::string_view text);

}  // namespace awscost::config
