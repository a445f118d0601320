// What settings read from the process: environment variables, files, the clock. Injected, so that tests can set them.
//
// Example:
//
//   Surroundings at(std::chrono::sys_seconds time) {
//     Surroundings surroundings = process_surroundings();
//     surroundings.clock = [time] { return time; };
//     return surroundings;
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace awscost::settings {

// Nothing where there is no such variable or file. Throws sql::Error where a file exists but cannot be read.
using Lookup = std::function<std::optional<std::string>(const char*)>;

struct Surroundings {
  Lookup environment;  // by name
  Lookup read_file;    // by path; the whole content
  std::function<std::chrono::sys_seconds()> clock;
  // Another number once a variable has changed that says who asks whom. Empty: the environment stays as it is.
  std::function<std::uint64_t()> environment_state = {};
};

Surroundings process_surroundings();

}  // namespace awscost::settings
