// Where the shared files are, and reading them.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/quoted.h"
#include "connectors/wire/call.h"

namespace awscost::config {
namespace {

constexpr std::size_t kLargest = 16U << 20U;
constexpr std::string_view kWordCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

[[noreturn]] void fail_to_read(const std::string& path, const std::string& reason) {
  throw wire::SendError("The file " + config::quoted(path) + " cannot be read: " + reason + " Nothing was sent.",
                        false);
}

// `cause`: errno, taken before anything else can change it.
[[noreturn]] void fail_to_read(const std::string& path, int cause) {
  fail_to_read(path, std::generic_category().message(cause) +
                         ". Let this process read it, or name another file (AWS_CONFIG_FILE and "
                         "AWS_SHARED_CREDENTIALS_FILE name AWS's).");
}

// An open file; closes it.
class Descriptor {
 public:
  // O_NONBLOCK: a pipe that nobody writes to would make open() wait.
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

// Bytes to expect. Devices are let through for /dev/null's sake, which stands for "no such file".
std::size_t expected_size(const Descriptor& file, const std::string& path) {
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail_to_read(path, errno);
  if (S_ISDIR(status.st_mode)) fail_to_read(path, "it is a directory. Name a file in it.");
  if (S_ISCHR(status.st_mode)) return 0;
  if (!S_ISREG(status.st_mode)) {
    fail_to_read(path, "it is a pipe or a socket, which could be read only once. Name a regular file.");
  }
  return static_cast<std::size_t>(status.st_size);
}

[[noreturn]] void fail_as_too_large(const std::string& path) {
  fail_to_read(path, "it is larger than 16 MiB. Name another file.");
}

// The folders on the way may not be searched: whether there is a file cannot be known. AWS's tools then see none.
bool is_hidden(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) != 0 && errno == EACCES;
}

// A variable that is not set stays as it is written.
std::string with_variables(std::string_view text, const Environment& environment) {
  std::string result;
  while (!text.empty()) {
    const auto dollar = std::min(text.find('$'), text.size());
    result += text.substr(0, dollar);
    text.remove_prefix(dollar);
    const bool braces = text.starts_with("${");
    const std::size_t begin = braces ? 2 : 1;
    const auto end = braces ? text.find('}') : std::min(text.find_first_not_of(kWordCharacters, 1), text.size());
    if (text.empty()) break;
    const bool is_reference = end != std::string_view::npos && end > begin;
    const std::size_t length = is_reference ? end + (braces ? 1 : 0) : 1;
    const auto value = is_reference ? environment(std::string(text.substr(begin, end - begin)).c_str()) : std::nullopt;
    result += value ? std::string_view(*value) : text.substr(0, length);
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace

std::string home_directory(const Environment& environment) {
  return non_empty(environment, "HOME").value_or("");
}

std::string expanded(std::string path, const Environment& environment) {
  if (!path.starts_with('~')) return path;
  const auto slash = std::min(path.find('/'), path.size());
  const std::string user = path.substr(1, slash - 1);
  const std::string home = user.empty() ? home_directory(environment) : home_of_user(user);
  return home.empty() ? path : home + path.substr(slash);
}

Locations locations(const Environment& environment) {
  const std::string home = home_directory(environment);
  const auto location = [&](const char* variable, const char* name) {
    if (const auto path = non_empty(environment, variable)) {
      return expanded(with_variables(*path, environment), environment);
    }
    return home.empty() ? std::string() : home + "/.aws/" + name;
  };
  return {location("AWS_CONFIG_FILE", "config"), location("AWS_SHARED_CREDENTIALS_FILE", "credentials")};
}

std::optional<std::string> read_whole_file(const std::string& path) {
  const Descriptor file(path);
  if (file.number() < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (const int cause = errno; file.number() < 0) {
    if (cause == EACCES && is_hidden(path)) return std::nullopt;
    fail_to_read(path, cause);
  }
  const std::size_t expected = expected_size(file, path);
  if (expected > kLargest) fail_as_too_large(path);
  // Read in place: a string that grew would leave pieces of a secret behind.
  std::string content(expected + 1, '\0');
  std::size_t length = 0;
  while (true) {
    const ssize_t count = ::read(file.number(), content.data() + length, content.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_to_read(path, errno);
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
    if (length > kLargest) fail_as_too_large(path);
    if (length == content.size()) content.resize(2 * length);  // it grew meanwhile, or is a device
  }
  content.resize(length);
  return content;
}

}  // namespace awscost::config
