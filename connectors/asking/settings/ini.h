// The settings file's format: `name = value` lines.
//
// White space around name and value is dropped. A line that begins with # or ; is a comment; a value is never followed
// by one. [awscost] is the only section header allowed.
//
//   # settings.ini
//   budget = 5.00
//   connector = aws
//
// Example:
//
//   std::string budget() {
//     return parse_ini("budget = 5.00", "settings.ini").front().value;  // "5.00"
//   }
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace awscost::settings {

struct IniLine {
  int number = 0;  // from 1
  std::string name;
  std::string value;
  bool operator==(const IniLine&) const = default;
};

// Throws sql::Error for any other line and for a name that is set twice; `path` is for the message.
std::vector<IniLine> parse_ini(std::string_view text, std::string_view path);

}  // namespace awscost::settings
