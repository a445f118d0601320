#include "connectors/aws/config/config_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace awscost::config {
namespace {

FileTime time_of(const timespec& time) {
  return FileTime(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

#ifdef __APPLE__
FileTime modified(const struct stat& status) {
  return time_of(status.st_mtimespec);
}
FileTime changed(const struct stat& status) {
  return time_of(status.st_ctimespec);
}
#else
FileTime modified(const struct stat& status) {
  return time_of(status.st_mtim);
}
FileTime changed(const struct stat& status) {
  return time_of(status.st_ctim);
}
#endif

// A time in the future, of another machine's clock, is not settled either.
bool is_settled(const std::optional<FileState>& state, FileTime now) {
  constexpr std::chrono::seconds kCoarsestTick{2};
  if (!state) return false;
  return !state->exists || std::max(state->modified, state->changed) + kCoarsestTick <= now;
}

}  // namespace

std::optional<FileState> stat_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return FileState{};
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileState{.exists = true,
                   .device = static_cast<std::uint64_t>(status.st_dev),
                   .inode = static_cast<std::uint64_t>(status.st_ino),
                   .size = static_cast<std::int64_t>(status.st_size),
                   .modified = modified(status),
                   .changed = changed(status)};
}

FileAccess process_file_access() {
  return {.read = read_whole_file, .stat = stat_file, .now = [] {
            return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
          }};
}

// An empty path names no file.
ConfigFiles::States ConfigFiles::states_of(const Locations& locations) const {
  const auto state = [&](const std::string& path) { return path.empty() ? FileState{} : access_.stat(path); };
  return {.config = state(locations.config), .credentials = state(locations.credentials)};
}

bool ConfigFiles::is_settled(const States& states, FileTime now) {
  return config::is_settled(states.config, now) && config::is_settled(states.credentials, now);
}

// The states are taken before the files are read: a change in between shows as another state the next time.
std::shared_ptr<const Config> ConfigFiles::read(const Locations& locations) {
  const std::lock_guard lock(mutex_);
  const FileTime now = access_.now();
  const States states = states_of(locations);
  const bool unchanged = config_ != nullptr && settled_ && config_->locations() == locations &&
                         states.config == states_.config && states.credentials == states_.credentials;
  if (unchanged) return config_;
  auto fresh = std::make_shared<const Config>(read_config(locations, access_.read));
  config_ = fresh;
  states_ = states;
  settled_ = is_settled(states, now) && fresh->problem().empty();
  return fresh;
}

}  // namespace awscost::config
