// A made-up environment for tests: a variable that is not listed is not set.
//
// Example:
//
//   bool has_region() {
//     return environment_of({{"AWS_REGION", "eu-west-3"}})("AWS_REGION").has_value();
//   }
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace awscost::support {

inline std::function<std::optional<std::string>(const char*)> environment_of(
    std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

}  // namespace awscost::support
