#include "connectors/settings/surroundings.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "sql/error.h"

namespace awscost::settings {
namespace {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return std::nullopt;
  return value;
}

[[noreturn]] void throw_unreadable(const char* path, int reason) {
  throw sql::Error(std::string(path) + " cannot be read (" + std::generic_category().message(reason) +
                   "); make it readable or remove it.");
}

std::optional<std::string> read_file(const char* path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw_unreadable(path, errno);
  }
  try {
    file.exceptions(std::ios::badbit);
    return std::string(std::istreambuf_iterator<char>(file), {});
  } catch (const std::ios::failure&) {  // a directory, a failing disk
    throw_unreadable(path, errno);
  }
}

}  // namespace

Surroundings process_surroundings() {
  return {.environment = environment, .read_file = read_file, .clock = [] {
            return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
          }};
}

}  // namespace awscost::settings
