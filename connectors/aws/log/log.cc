#include "connectors/aws/log/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::log {
namespace {

bool is_standard_error(std::string_view name) {
  return text::lower(name) == "stderr";
}

wire::SendError not_open(const std::string& destination, const std::string& reason) {
  return {"The log cannot be written to '" + destination + "' (" + reason +
              "). Nothing was sent. Name a file that this program can write (SELECT awscost_config('log', "
              "'/path/to/file')), 'stderr', or '' for no log.",
          false};
}

std::string words_for(int error) {
  return std::generic_category().message(error);
}

// Standard error may be a pipe without a reader. The SIGPIPE of a write must not kill the host, and a library sets no
// signal handler: the thread blocks the signal and takes the pending one that its own write caused.
class BrokenPipeBlock {
 public:
  BrokenPipeBlock() {
    sigemptyset(&broken_pipe_);
    sigaddset(&broken_pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe_, &before_);
    was_pending_ = is_pending();
  }
  ~BrokenPipeBlock() {
    if (!was_pending_ && is_pending()) {
      int taken = 0;
      sigwait(&broken_pipe_, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  BrokenPipeBlock(const BrokenPipeBlock&) = delete;
  BrokenPipeBlock& operator=(const BrokenPipeBlock&) = delete;

 private:
  static bool is_pending() {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
  }

  sigset_t broken_pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace

// An open file, which the destructor closes, or standard error.
class Log::Destination {
 public:
  // O_NONBLOCK: open() would wait for a pipe's reader, and write() for room in a full pipe.
  Destination(const std::string& name, const std::string& path)
      : is_file_(!is_standard_error(name)),
        descriptor_(is_file_ ? open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                                    S_IRUSR | S_IWUSR)
                             : STDERR_FILENO) {
    // A host may have closed standard error.
    if (descriptor_ < 0 || fcntl(descriptor_, F_GETFD) < 0) throw not_open(name, words_for(errno));
  }
  ~Destination() {
    if (is_file_) close(descriptor_);
  }
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;

  // A line that was written in part is not completed: there is no room, or no reader.
  void write(std::string_view line) const {
    const BrokenPipeBlock quiet;
    while (::write(descriptor_, line.data(), line.size()) < 0 && errno == EINTR) continue;
  }

 private:
  bool is_file_;
  int descriptor_;
};

Clocks process_clocks() {
  using std::chrono::floor;
  return {.time = [] { return floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .stopwatch =
              [] { return floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()); }};
}

Log::Log(Options options) : options_(std::move(options)) {}

void Log::write_to(const std::string& name) {
  std::shared_ptr<const Destination> fresh;
  if (!name.empty()) fresh = std::make_shared<const Destination>(name, options_.expanded(name));
  const std::lock_guard lock(mutex_);
  destination_.swap(fresh);  // the old file is closed after the lock is released
}

bool Log::is_on() const {
  return destination() != nullptr;
}

void Log::write(std::string_view line) noexcept {
  try {
    const auto into = destination();
    if (into) into->write(std::string(line) + "\n");
  } catch (const std::exception&) {  // no memory for the line: the answer must not be lost
  }
}

std::shared_ptr<const Log::Destination> Log::destination() const {
  const std::lock_guard lock(mutex_);
  return destination_;
}

}  // namespace awscost::log
