#include "connectors/aws/config/environment.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace awscost::config {

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

std::optional<std::string> non_empty(const Environment& environment, const char* name) {
  std::optional<std::string> value = environment(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

bool is_true(const Environment& environment, const char* name) {
  constexpr std::string_view kTrue = "true";
  const std::string value = environment(name).value_or("");
  return std::equal(value.begin(), value.end(), kTrue.begin(), kTrue.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace awscost::config
