#include "connectors/asking/kept/owner.h"

#include <unistd.h>
#include <csignal>

#include <array>
#include <cerrno>
#include <fstream>
#include <random>

namespace awscost::kept {
namespace {

std::string random_name() {
  constexpr const char* kDigits = "0123456789abcdef";
  constexpr int kLength = 16;
  std::random_device random;
  std::string name;
  for (int i = 0; i < kLength; ++i) name += kDigits[random() % 16];
  return name;
}

// Linux tells one start of the machine from the next, and one container's process ids from another's.
std::string this_host() {
  std::string host;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> host;
  std::array<char, 256> text{};
  const ssize_t size = readlink("/proc/self/ns/pid", text.data(), text.size());
  if (size > 0) host.append(text.data(), static_cast<std::size_t>(size));
  if (host.empty() && gethostname(text.data(), text.size() - 1) == 0) host = text.data();
  return host;
}

bool is_running(std::int64_t pid) {
  return kill(static_cast<pid_t>(pid), 0) == 0 || errno != ESRCH;
}

}  // namespace

Owner new_owner() {
  return {.name = random_name(), .host = this_host(), .pid = getpid()};
}

bool still_held(const Owner& self, const Holding& holding, text::Seconds now) {
  if (holding.owner.host != self.host) return now < holding.until;
  return is_running(holding.owner.pid);
}

}  // namespace awscost::kept
