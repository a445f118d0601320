#include "connectors/aws/credentials/process/program.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/signing/secret.h"

#ifndef __GLIBC__
extern "C" char** environ;  // POSIX wants it declared by whoever uses it; glibc does so itself
#endif

namespace awscost::credentials {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;  // of each output; the rest is dropped
constexpr std::size_t kChunkBytes = std::size_t{64} * 1024;
constexpr int kStepMilliseconds = 50;             // an interrupt is noticed within one step
constexpr int kShortStepMilliseconds = 2;         // once both outputs are closed
constexpr std::chrono::milliseconds kGrace{100};  // between SIGTERM and SIGKILL
constexpr std::chrono::milliseconds kGraceStep{5};

[[noreturn]] void fail(const std::string& what, int error) {
  throw wire::SendError(what + " (" + std::strerror(error) + "). Nothing was sent.", false);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void close() {
    if (open()) ::close(fd_);
    fd_ = -1;
  }
  void reset(int fd) {
    close();
    fd_ = fd;
  }

 private:
  int fd_;
};

// In a host that has closed its standard streams, a new descriptor can be 0, 1 or 2. The child's streams would
// overwrite it.
void move_away_from_standard(Descriptor& descriptor) {
  if (descriptor.get() > STDERR_FILENO) return;
  const int moved = fcntl(descriptor.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (moved < 0) fail("A program cannot be run: no pipe can be made", errno);
  descriptor.reset(moved);
}

struct Pipe {
  Descriptor reader{-1};
  Descriptor writer{-1};

  Pipe() {
    std::array<int, 2> ends{};
#ifdef __linux__
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("A program cannot be run: no pipe can be made", errno);
#else
    if (pipe(ends.data()) != 0) fail("A program cannot be run: no pipe can be made", errno);
    for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
    reader.reset(ends[0]);
    writer.reset(ends[1]);
    move_away_from_standard(reader);
    move_away_from_standard(writer);
    fcntl(reader.get(), F_SETFL, O_NONBLOCK);  // the child's end keeps its own flags
  }
};

// One output of the program. It may hold secrets, so every buffer is overwritten before it is freed.
class Output {
 public:
  explicit Output(Descriptor& reader) : reader_(reader) {}
  ~Output() { signing::wipe(text_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  bool open() const { return reader_.open(); }
  pollfd watched() const { return {reader_.get(), POLLIN, 0}; }

  // Reads what is there, without waiting. Bounded, since a program may write without end.
  void read() {
    std::array<char, kChunkBytes> chunk{};
    std::size_t taken = 0;
    while (open() && taken < kMostBytes) {
      const ssize_t got = ::read(reader_.get(), chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
      if (got <= 0) {
        reader_.close();
        break;
      }
      taken += static_cast<std::size_t>(got);
      append({chunk.data(), static_cast<std::size_t>(got)});
    }
    OPENSSL_cleanse(chunk.data(), chunk.size());
  }

  std::string take() { return std::exchange(text_, {}); }

 private:
  void append(std::string_view bytes) {
    bytes = bytes.substr(0, kMostBytes - text_.size());
    if (text_.size() + bytes.size() > text_.capacity()) {
      std::string larger;
      larger.reserve(std::max(2 * text_.capacity(), text_.size() + bytes.size()));
      larger = text_;
      signing::wipe(text_);
      text_ = std::move(larger);
    }
    text_.append(bytes);
  }

  Descriptor& reader_;
  std::string text_;
};

// How the child starts. It inherits its outputs, the environment and the working directory, and nothing else.
class Setup {
 public:
  Setup(int standard_output, int standard_error) {
    check(posix_spawn_file_actions_init(&actions_));
    check(posix_spawnattr_init(&attributes_));
    check(posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
    check(posix_spawn_file_actions_adddup2(&actions_, standard_output, STDOUT_FILENO));
    check(posix_spawn_file_actions_adddup2(&actions_, standard_error, STDERR_FILENO));
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
    flags = static_cast<short>(flags | close_the_rest());
    check(posix_spawnattr_setflags(&attributes_, flags));
    check(posix_spawnattr_setpgroup(&attributes_, 0));  // its own group can be ended as a whole
    set_signals();
  }
  ~Setup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  static void check(int error) {
    if (error != 0) fail("A program cannot be run", error);
  }

  // The child must not inherit files and sockets that the host did not mark close-on-exec.
  short close_the_rest() {
#if defined(POSIX_SPAWN_CLOEXEC_DEFAULT)
    return POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    check(posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1));
    return 0;
#else
    return 0;
#endif
  }

  // The child would inherit the signals that the host blocks or ignores (Python: SIGPIPE).
  void set_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    check(posix_spawnattr_setsigmask(&attributes_, &signals));
    sigfillset(&signals);
    sigdelset(&signals, SIGKILL);
    sigdelset(&signals, SIGSTOP);
    check(posix_spawnattr_setsigdefault(&attributes_, &signals));
  }

  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

pid_t start(const std::vector<std::string>& words, const Setup& setup) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  // posix_spawnp does not write to its arguments; POSIX leaves out the const.
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t pid = -1;
  const int error =
      posix_spawnp(&pid, words.front().c_str(), setup.actions(), setup.attributes(), arguments.data(), environ);
  if (error != 0) fail("The program '" + words.front() + "' cannot be started", error);
  return pid;
}

// A running program. The destructor ends it with all processes of its group.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}
  ~Running() {
    if (pid_ > 0) end();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  struct Exit {
    int exit_code = 0;
    int signal = 0;
  };

  // A host that ignores SIGCHLD, or waits for every child, takes the exit code (ECHILD). It counts as 0 then, and the
  // program's output decides.
  std::optional<Exit> exited() {
    int status = 0;
    const pid_t waited = waitpid(pid_, &status, WNOHANG | WUNTRACED);
    if (waited == 0 || (waited < 0 && errno == EINTR)) return std::nullopt;
    if (waited > 0 && WIFSTOPPED(status)) {
      stopped_by_terminal_ = WSTOPSIG(status) == SIGTTIN || WSTOPSIG(status) == SIGTTOU;
      return std::nullopt;
    }
    pid_ = -1;
    if (waited < 0) return Exit{};
    return WIFSIGNALED(status) ? Exit{128 + WTERMSIG(status), WTERMSIG(status)} : Exit{WEXITSTATUS(status), 0};
  }

  // A program in the background that reads from the terminal is stopped, and would wait for ever.
  bool stopped_by_terminal() const { return stopped_by_terminal_; }

 private:
  // Reaped last: until then no other process can get its number, which names the group.
  void end() const {
    kill(-pid_, SIGTERM);
    const auto until = std::chrono::steady_clock::now() + kGrace;
    while (!has_exited() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kGraceStep);
    kill(-pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  bool has_exited() const {
    siginfo_t info{};
    const int result = waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
    return result < 0 ? errno == ECHILD : info.si_pid == pid_;
  }

  pid_t pid_;
  bool stopped_by_terminal_ = false;
};

void wait_for_output(const Output& standard_output, const Output& standard_error) {
  std::array<pollfd, 2> watched{};
  nfds_t count = 0;
  for (const Output* output : {&standard_output, &standard_error}) {
    if (output->open()) watched[count++] = output->watched();
  }
  poll(watched.data(), count, count > 0 ? kStepMilliseconds : kShortStepMilliseconds);
}

// What a program that waits has said so far, for a sentence: it may ask for something.
std::string said_so_far(Output& standard_error) {
  standard_error.read();
  const std::string said = displayable(standard_error.take());
  return said.empty() ? "." : ": " + text::with_full_stop(said);
}

}  // namespace

ProgramResult run_program(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                          const sql::Interrupted& interrupted) {
  if (words.empty() || words.front().empty()) throw wire::SendError("No program is named. Nothing was sent.", false);
  const auto start_time = std::chrono::steady_clock::now();
  Pipe output_pipe;
  Pipe error_pipe;
  Running running(start(words, Setup(output_pipe.writer.get(), error_pipe.writer.get())));
  output_pipe.writer.close();
  error_pipe.writer.close();
  Output standard_output(output_pipe.reader);
  Output standard_error(error_pipe.reader);
  // Waits for its exit, not for the end of its outputs: a process that it left in the background may hold them open.
  std::optional<Running::Exit> exit;
  while (!(exit = running.exited())) {
    if (interrupted && interrupted()) throw sql::InterruptError(false);
    if (std::chrono::steady_clock::now() - start_time >= limit) {
      throw wire::SendError("The program '" + words.front() + "' did not end within " + std::to_string(limit.count()) +
                                " ms and was ended" + said_so_far(standard_error) + " Nothing was sent.",
                            false, wire::SendError::Cause::kTimeout);
    }
    if (running.stopped_by_terminal()) {
      throw wire::SendError(
          "The program '" + words.front() +
              "' waits for input from the terminal, which is not available here, and was ended. Run it "
              "once by hand, or let it ask in a window. Nothing was sent.",
          false);
    }
    wait_for_output(standard_output, standard_error);
    standard_output.read();
    standard_error.read();
  }
  standard_output.read();
  standard_error.read();
  return {.exit_code = exit->exit_code,
          .signal = exit->signal,
          .standard_output = standard_output.take(),
          .standard_error = standard_error.take()};
}

}  // namespace awscost::credentials
