// Where the lines about requests go: nowhere, to standard error, or to the end of a file.
//
// How: each line is one write() to a file opened for appending, so that threads, connections and processes may share
// it. The file is opened anew whenever a destination is handed over, before each request: one that was moved away (a
// log rotation) is followed, and one that cannot be opened is an error before anything is sent. From then on nothing
// that becomes of a line (a full disk, a reader that went away) touches the request it is about.
//
//   log::Log log({.clocks = log::process_clocks(), .expanded = [](std::string path) { … }});
//   log.write_to("~/awscost.log");        // or "stderr"; "" writes nothing
//   log.write("2026-11-22T05:03:11Z …");
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

// The real ones.
Clocks process_clocks();

// For several threads at once.
class Log {
 public:
  struct Options {
    Clocks clocks;
    std::function<std::string(std::string)> expanded;  // a path, its leading "~" replaced by the home directory
  };

  explicit Log(Options options);  // off

  // "stderr" in any case, the path of a file, which is created for the user alone where there is none, or "" for off.
  // Throws wire::SendError (nothing was sent) where it cannot be opened; the destination is then what it was.
  void write_to(const std::string& destination);

  bool is_on() const;

  // A line break is added.
  void write(std::string_view line) noexcept;

  const Clocks& clocks() const { return options_.clocks; }

 private:
  class Destination;

  std::shared_ptr<const Destination> destination() const;

  const Options options_;
  mutable std::mutex mutex_;  // guards what follows; writing goes on without it
  std::shared_ptr<const Destination> destination_;
};

}  // namespace awscost::log
