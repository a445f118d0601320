// The request log: off, on standard error, or appended to a file.
//
// How: each line is one write() to a file that is open for appending, so threads, connections and processes can share
// it. write_to(), called before each request, opens the file again: a rotated log is followed, and a file that cannot
// be opened is an error before anything is sent. After that, a failed write (a full disk, a reader that is gone) does
// not touch the request.
//
// Example:
//
//   void log_to_standard_error(Log& log) {
//     log.write_to("stderr");
//     log.write("2026-11-22T05:03:11Z ...");
//   }
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace awscost::log {

struct Clocks {
  std::function<std::chrono::sys_seconds()> time;
  std::function<std::chrono::milliseconds()> stopwatch;  // only differences count
};

// The clocks of this process.
Clocks process_clocks();

// For several threads at once.
class Log {
 public:
  struct Options {
    Clocks clocks;
    std::function<std::string(std::string)> expanded;  // replaces the leading "~" of a path by the home directory
  };

  explicit Log(Options options);  // off at first

  // "stderr" in any case, the path of a file (created for the user alone where it does not exist), or "" for off.
  // Throws wire::SendError (nothing was sent) where it cannot be opened; the destination then stays what it was.
  void write_to(const std::string& destination);

  bool is_on() const;

  // Adds the line break. Does nothing where the log is off.
  void write(std::string_view line) noexcept;

  const Clocks& clocks() const { return options_.clocks; }

 private:
  class Destination;

  std::shared_ptr<const Destination> destination() const;

  const Options options_;
  mutable std::mutex mutex_;  // guards what follows; not held while a line is written
  std::shared_ptr<const Destination> destination_;
};

}  // namespace awscost::log
