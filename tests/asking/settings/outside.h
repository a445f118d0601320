// Surroundings for settings that the test decides on: variables, files and a clock.
//
// Example:
//
//   Surroundings with_budget(Outside& outside) {
//     outside.variables["AWSCOST_BUDGET"] = "2.50";
//     return outside.surroundings();
//   }
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "connectors/asking/settings/surroundings.h"

namespace awscost::settings {

struct Outside {
  std::map<std::string, std::string> variables{{"HOME", "/home/ann"}};
  std::map<std::string, std::string> files;
  std::chrono::sys_seconds clock{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
  int files_read = 0;

  static std::optional<std::string> found(const std::map<std::string, std::string>& in, const char* name) {
    const auto at = in.find(name);
    if (at == in.end()) return std::nullopt;
    return at->second;
  }

  // This object outlives them.
  Surroundings surroundings() {
    return {.environment = [this](const char* name) { return found(variables, name); },
            .read_file =
                [this](const char* path) {
                  ++files_read;
                  return found(files, path);
                },
            .clock = [this] { return clock; }};
  }
};

inline constexpr const char* kFile = "/home/ann/.config/awscost/settings.ini";

}  // namespace awscost::settings
