#include "connectors/aws/config/quoted.h"

#include <utility>

#include "sql/text/displayable.h"

namespace awscost::config {

std::string one_line(std::string_view text, std::size_t limit) {
  std::string line = text::displayable(text, limit);
  for (const auto& [raw, escaped] : {std::pair{"\n", "\\x0a"}, std::pair{"\t", "\\x09"}}) {
    for (auto at = line.find(raw); at != std::string::npos; at = line.find(raw, at)) line.replace(at, 1, escaped);
  }
  return line;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  return "'" + one_line(text, kLongest) + "'";
}

}  // namespace awscost::config
