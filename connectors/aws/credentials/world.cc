// The World of this process: its environment, files, programs, clock and random numbers.
//
// How: a file is replaced by writing another one beside it and renaming that, so that the AWS CLI, which reads the same
// caches, sees the old content or the new content. A symbolic link stays a link.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"
#include "connectors/aws/credentials/process/program.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

// A temporary file; it is removed unless it takes the target's place.
class Draft {
 public:
  // mkstemp creates the file for the user alone (0600).
  explicit Draft(const std::string& path) : target_(path), path_(path + ".XXXXXX"), descriptor_(mkstemp(path_.data())) {
    if (descriptor_ < 0) fail();
  }
  ~Draft() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!renamed_) unlink(path_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  void write(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno != EINTR) fail();
      if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (fsync(descriptor_) != 0) fail();
  }

  void take_the_place() {
    if (rename(path_.c_str(), target_.c_str()) != 0) fail();
    renamed_ = true;
  }

 private:
  [[noreturn]] void fail() const {
    throw wire::SendError(target_ + " cannot be written (" + std::generic_category().message(errno) +
                              "). Make the file and its folder writable for you.",
                          false);
  }

  std::string target_;
  std::string path_;
  int descriptor_;
  bool renamed_ = false;
};

// People who keep the file elsewhere (dotfiles) link to it: the link's target is replaced.
std::string link_target(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real == nullptr ? path : std::string(real.get());
}

void replace_file(const std::string& path, std::string_view content) {
  Draft draft(link_target(path));
  draft.write(content);
  draft.take_the_place();
}

std::shared_ptr<const config::Config> shared_files(const World& world, const config::Locations& locations) {
  if (world.config_files != nullptr) return world.config_files->read(locations);
  return std::make_shared<const config::Config>(config::read_config(locations, world.read_file));
}

double random_number() {
  thread_local std::minstd_rand generator{std::random_device()()};
  return std::uniform_real_distribution<double>()(generator);
}

}  // namespace

config::Profile World::profile(const std::string& asked_for) const {
  return config::Profile::in_force(environment, shared_files(*this, config::locations(environment)), asked_for);
}

config::Profile World::reread(const config::Profile& profile) const {
  return profile.with_files(shared_files(*this, profile.config().locations()));
}

World process_world(http::Exchange& exchange, std::function<http::Limits()> limits) {
  return {.environment = config::process_environment(),
          .read_file = config::read_whole_file,
          .config_files = std::make_shared<config::ConfigFiles>(config::process_file_access()),
          .replace_file = replace_file,
          .run_program = run_program,
          .clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .sleep = [](std::chrono::milliseconds step) { std::this_thread::sleep_for(step); },
          .random = random_number,
          .exchange = exchange,
          .limits = std::move(limits)};
}

}  // namespace awscost::credentials
