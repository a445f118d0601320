// What settings read from outside: environment variables, files, the clock. Passed in, so that tests set them.
//
//   settings::Settings settings(settings::process_surroundings());
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace awscost::settings {

// Nothing where there is no such variable or file. Reading a file that is there but cannot be read throws sql::Error.
using Lookup = std::function<std::optional<std::string>(const char*)>;

struct Surroundings {
  Lookup environment;  // by name
  Lookup read_file;    // by path; the whole content
  std::function<std::chrono::sys_seconds()> clock;
};

// The real ones.
Surroundings process_surroundings();

}  // namespace awscost::settings
