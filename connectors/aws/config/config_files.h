// AWS's two shared files, parsed again only when one of them has changed.
//
// How: each use compares the state of both files: path, device, inode, size, and the times of the last change in
// nanoseconds. While it is equal, the parsed files are shared. Two changes within one tick of the file system's clock
// have equal times, so a file that changed less than two seconds ago (the coarsest tick, FAT's) is read again.
//
// Example:
//
//   std::shared_ptr<const Config> read_again(ConfigFiles& files, const Environment& environment) {
//     return files.read(environment);
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"

namespace awscost::config {

using FileTime = std::chrono::sys_time<std::chrono::nanoseconds>;

struct FileState {
  bool exists = false;  // false: there is no such file, and the other members are 0
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  FileTime modified{};  // mtime: a program may set it back
  FileTime changed{};   // ctime: set by every change, also by one that sets mtime back
  bool operator==(const FileState&) const = default;
};

// Nothing where the state tells nothing about the content (a device, a pipe, a file that cannot be reached): such a
// file is read each time.
using StatFile = std::function<std::optional<FileState>(const std::string& path)>;
std::optional<FileState> stat_file(const std::string& path);

struct FileAccess {
  ReadFile read;
  StatFile stat;
  std::function<FileTime()> now;  // compared with the files' times
};

// The files of this machine.
FileAccess process_file_access();

// For several threads at once.
class ConfigFiles {
 public:
  explicit ConfigFiles(FileAccess access) : access_(std::move(access)) {}

  // The files that `environment` names, as they are now. The result does not change. Throws wire::SendError (nothing
  // was sent) where a file cannot be parsed. That is not remembered, nor is a file that cannot be read.
  std::shared_ptr<const Config> read(const Environment& environment) { return read(locations(environment)); }
  std::shared_ptr<const Config> read(const Locations& locations);

 private:
  struct States {
    std::optional<FileState> config;
    std::optional<FileState> credentials;
  };

  States states_of(const Locations& locations) const;
  static bool is_settled(const States& states, FileTime now);

  const FileAccess access_;
  std::mutex mutex_;  // guards what follows
  std::shared_ptr<const Config> config_;
  States states_;
  bool settled_ = false;  // equal states mean equal content
};

}  // namespace awscost::config
