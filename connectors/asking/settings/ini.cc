#include "connectors/asking/settings/ini.h"

#include <algorithm>
#include <optional>

#include "sql/error.h"
#include "sql/text/words.h"

namespace awscost::settings {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // some editors write it at the start

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

bool is_skipped(std::string_view line) {
  return line.empty() || line.front() == '#' || line.front() == ';' || line == "[awscost]";
}

}  // namespace

std::vector<IniLine> parse_ini(std::string_view text, std::string_view path) {
  std::vector<IniLine> lines;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = text::trimmed(take_line(text));
    if (is_skipped(line)) continue;
    const std::string where = std::string(path) + ":" + std::to_string(number) + ": ";
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      throw sql::Error(where + "'" + std::string(line) +
                       "' is not a setting; write name = value, or # before a comment.");
    }
    const std::string name(text::trimmed(line.substr(0, equals)));
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const IniLine& l) { return l.name == name; });
    if (same != lines.end()) {
      throw sql::Error(where + name + " is already set on line " + std::to_string(same->number) +
                       "; keep one of the two.");
    }
    lines.push_back({.number = number, .name = name, .value = std::string(text::trimmed(line.substr(equals + 1)))});
  }
  return lines;
}

}  // namespace awscost::settings
