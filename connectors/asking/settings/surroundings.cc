#include "connectors/asking/settings/surroundings.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <istream>
#include <string>
#include <string_view>
#include <system_error>

#include "connectors/aws/config/environment.h"
#include "sql/error.h"
#include "sql/text/fnv.h"

namespace awscost::settings {
namespace {

// AWS's variables, ours, and the home of AWS's files.
bool says_who_asks(std::string_view variable) {
  return variable.starts_with("AWS") || variable.starts_with("HOME=");
}

// Asked for every scan, so the environment is walked once, instead of a search for each name.
std::uint64_t environment_state() {
  text::Fnv1a hash;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    if (says_who_asks(*variable)) hash.add(*variable);
  }
  return hash.value();
}

[[noreturn]] void throw_unreadable(const char* path, const std::string& reason) {
  throw sql::Error(std::string(path) + " cannot be read (" + reason + "); make it readable or remove it.");
}

[[noreturn]] void throw_unreadable(const char* path, int reason) {
  throw_unreadable(path, std::generic_category().message(reason));
}

// Opening a pipe blocks until something writes to it, and sqlite3_interrupt cannot end that.
bool is_pipe(const char* path) {
  struct stat status {};
  return ::stat(path, &status) == 0 && S_ISFIFO(status.st_mode);
}

// The folders on the way may not be searched, as in a service whose HOME is /root: a file that nobody can see is absent.
// One that can be seen and not read is not: it may hold a budget.
bool is_hidden(const char* path) {
  struct stat status {};
  return ::stat(path, &status) != 0 && errno == EACCES;
}

std::string read_all(std::istream& file, const char* path) {
  constexpr std::streamsize kLargest = 1 << 20;
  std::string text(kLargest + 1, '\0');
  file.read(text.data(), kLargest + 1);
  if (file.gcount() > kLargest) throw_unreadable(path, "it is larger than 1 MiB");  // or a device without end
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::optional<std::string> read_file(const char* path) {
  if (is_pipe(path)) throw_unreadable(path, "it is a pipe");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int reason = errno;
    if (reason == ENOENT || reason == ENOTDIR || (reason == EACCES && is_hidden(path))) return std::nullopt;
    throw_unreadable(path, reason);
  }
  try {
    file.exceptions(std::ios::badbit);
    return read_all(file, path);
  } catch (const std::ios::failure&) {  // a directory, a failing disk
    throw_unreadable(path, errno);
  }
}

}  // namespace

Surroundings process_surroundings() {
  return {.environment = config::process_environment(),
          .read_file = read_file,
          .clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .environment_state = environment_state};
}

}  // namespace awscost::settings
