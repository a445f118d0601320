// The settings file's format: `name = value` lines.
//
// White space around name and value does not count. A line that begins with # or ; is a comment; there are none after
// a value. Section headers are allowed for [awscost] only.
//
//   # settings.ini
//   budget = 5.00
//   connector = aws
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

// Throws sql::Error for a line that is none of the above and for a name that stands twice; `path` is for the message.
std::vector<IniLine> parse_ini(std::string_view text, std::string_view path);

}  // namespace awscost::settings
