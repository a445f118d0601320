#include "connectors/aws/log/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include "connectors/wire/call.h"

namespace awscost::log {
namespace {

bool is_standard_error(std::string_view name) {
  constexpr std::string_view kName = "stderr";
  return std::equal(name.begin(), name.end(), kName.begin(), kName.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

wire::SendError not_open(const std::string& destination, const std::string& reason) {
  return {"The log cannot be written to '" + destination + "' (" + reason +
              "). Nothing was sent. Name a file that this program may write, SELECT awscost_config('log', "
              "'/path/to/file'), or 'stderr', or '' for no log.",
          false};
}

std::string words_for(int error) {
  return std::generic_category().message(error);
}

// Standard error may be a pipe whose reader is gone. Writing to it must not kill the host process, and this library
// owns no signal handler: the signal is kept from this thread, and taken away where it was ours.
class NoBrokenPipeSignal {
 public:
  NoBrokenPipeSignal() {
    sigemptyset(&broken_pipe_);
    sigaddset(&broken_pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe_, &before_);
    others_ = is_pending();
  }
  ~NoBrokenPipeSignal() {
    if (!others_ && is_pending()) {
      int taken = 0;
      sigwait(&broken_pipe_, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
  NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;

 private:
  static bool is_pending() {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
  }

  sigset_t broken_pipe_{};
  sigset_t before_{};
  bool others_ = false;
};

}  // namespace

// An open file, or standard error, which stays open.
class Log::Destination {
 public:
  // O_NONBLOCK: a pipe that nobody reads would make open() wait, and a full one write().
  Destination(const std::string& name, const std::string& path)
      : is_file_(!is_standard_error(name)),
        descriptor_(is_file_ ? open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                                    S_IRUSR | S_IWUSR)
                             : STDERR_FILENO) {
    // A host may have closed standard error; its number could by now belong to a file of the host's.
    if (descriptor_ < 0 || fcntl(descriptor_, F_GETFD) < 0) throw not_open(name, words_for(errno));
  }
  ~Destination() {
    if (is_file_) close(descriptor_);
  }
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;

  // The rest of a line that was written in part is let go: there is no room, or nobody to read it.
  void write(std::string_view line) const {
    const NoBrokenPipeSignal quiet;
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
  destination_.swap(fresh);  // the old one is closed after the lock is given back
}

bool Log::is_on() const {
  return destination() != nullptr;
}

void Log::write(std::string_view line) noexcept {
  try {
    const auto into = destination();
    if (into) into->write(std::string(line) + "\n");
  } catch (const std::exception&) {  // no memory for a line is no reason to lose an answer
  }
}

std::shared_ptr<const Log::Destination> Log::destination() const {
  const std::lock_guard lock(mutex_);
  return destination_;
}

}  // namespace awscost::log
