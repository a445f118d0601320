// A program runs without a shell, its two outputs are kept apart, and it is ended with all that it started.
#include "connectors/aws/credentials/process/program.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <future>

namespace awscost::credentials {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr milliseconds kLong{20'000};

const sql::Interrupted kNever = [] { return false; };

ProgramResult run(const std::vector<std::string>& words) {
  return run_program(words, kLong, kNever);
}

ProgramResult shell(const std::string& script) {
  return run({"sh", "-c", script});
}

// A named pipe that tells when the last process that has it open for writing has exited.
class Tether {
 public:
  Tether() {
    std::string directory = (std::filesystem::temp_directory_path() / "awscost-program-XXXXXX").string();
    EXPECT_NE(mkdtemp(directory.data()), nullptr);
    directory_ = directory;
    EXPECT_EQ(mkfifo(path().c_str(), 0600), 0);
    reader_ = open(path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  }
  ~Tether() {
    close(reader_);
    std::filesystem::remove_all(directory_);
  }
  Tether(const Tether&) = delete;
  Tether& operator=(const Tether&) = delete;

  std::string path() const { return directory_ + "/tether"; }

  // True once a process has written to it: it is open then.
  bool is_held() const {
    pollfd watched{reader_, POLLIN, 0};
    return poll(&watched, 1, 0) == 1 && (watched.revents & POLLIN) != 0;
  }

  bool waits_until_held() const {
    pollfd watched{reader_, POLLIN, 0};
    return poll(&watched, 1, static_cast<int>(kLong.count())) == 1;
  }

  bool is_let_go() const {
    char byte = 0;
    while (read(reader_, &byte, 1) == 1) {
    }
    pollfd watched{reader_, POLLIN, 0};
    return poll(&watched, 1, static_cast<int>(kLong.count())) == 1 && (watched.revents & POLLHUP) != 0;
  }

 private:
  std::string directory_;
  int reader_ = -1;
};

class ChangedSignal {
 public:
  ChangedSignal(int signal, void (*handler)(int)) : signal_(signal), before_(std::signal(signal, handler)) {}
  ~ChangedSignal() { std::signal(signal_, before_); }
  ChangedSignal(const ChangedSignal&) = delete;
  ChangedSignal& operator=(const ChangedSignal&) = delete;

 private:
  int signal_;
  void (*before_)(int);
};

TEST(Program, ReturnsExitCodeAndBothOutputs) {
  const ProgramResult ended = shell("printf out; printf err >&2; exit 3");
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.standard_output, "out");
  EXPECT_EQ(ended.standard_error, "err");
}

TEST(Program, NoShellReadsItsWords) {
  EXPECT_EQ(run({"printf", "%s|", "a b", "$HOME", "*", "", "\"'"}).standard_output, "a b|$HOME|*||\"'|");
}

TEST(Program, ItsInputIsEmpty) {
  const ProgramResult ended = run({"cat"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.standard_output, "");
}

TEST(Program, ReturnsTheSignalThatEndedIt) {
  const ProgramResult killed = shell("kill -9 $$");
  EXPECT_EQ(killed.exit_code, 128 + 9);
  EXPECT_EQ(killed.signal, 9);
  EXPECT_EQ(shell("exit 137").signal, 0);
}

TEST(Program, ReadsMoreThanAPipeHoldsFromBothOutputs) {
  const ProgramResult ended = shell("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");
  EXPECT_EQ(ended.standard_output.size(), 300'000U);
  EXPECT_EQ(ended.standard_error.size(), 300'000U);
}

TEST(Program, DropsWhatIsBeyondOneMebibyte) {
  const ProgramResult ended = run({"head", "-c", "3000000", "/dev/zero"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.standard_output.size(), std::size_t{1024} * 1024);
}

TEST(Program, AnErrorNamesAMissingProgramButNotItsArguments) {
  try {
    run({"/no/such/program", "--password=hunter2"});
    FAIL();
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("'/no/such/program' cannot be started (No such file or directory)"),
                                    Not(HasSubstr("hunter2"))));
  }
  EXPECT_THROW(run({}), wire::SendError);
  EXPECT_THROW(run({""}), wire::SendError);
}

TEST(Program, TheTimeLimitEndsItWithAllThatItStarted) {
  const Tether tether;
  const std::string script = "echo 'Open the link' >&2; (echo x; sleep 60) > " + tether.path() + " & sleep 60";
  try {
    // The limit is checked after the child has started.
    run_program({"sh", "-c", script}, milliseconds(300), [&] { return !tether.waits_until_held(); });
    FAIL();
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr("'sh' did not end within 300 ms and was ended: Open the link. Nothing was sent."));
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kTimeout);
    EXPECT_FALSE(error.maybe_charged());
  }
  EXPECT_TRUE(tether.is_let_go());
}

TEST(Program, AnInterruptEndsItWithAllThatItStarted) {
  const Tether tether;
  const std::string script = "(echo x; sleep 60) > " + tether.path() + " & sleep 60";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW(run_program({"sh", "-c", script}, kLong, [&] { return tether.is_held(); }), sql::InterruptError);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, kLong / 2);
  EXPECT_TRUE(tether.is_let_go());
}

TEST(Program, AProgramThatIgnoresSigtermIsKilled) {
  const Tether tether;
  const std::string script = "trap '' TERM; (echo x; sleep 60) > " + tether.path();
  EXPECT_THROW(run_program({"sh", "-c", script}, kLong, [&] { return tether.is_held(); }), sql::InterruptError);
  EXPECT_TRUE(tether.is_let_go());
}

// A key agent, for example, outlives the program that started it.
TEST(Program, DoesNotWaitForAProcessInTheBackground) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(shell("sleep 15 & echo done").standard_output, "done\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(Program, AHostThatIgnoresSigchldTakesOnlyTheExitCode) {
  const ChangedSignal ignored(SIGCHLD, SIG_IGN);
  const ProgramResult ended = shell("echo out; exit 3");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.standard_output, "out\n");
  const Tether tether;
  const std::string script = "(echo x; sleep 60) > " + tether.path() + " & sleep 60";
  EXPECT_THROW(run_program({"sh", "-c", script}, kLong, [&] { return tether.is_held(); }), sql::InterruptError);
  EXPECT_TRUE(tether.is_let_go());
}

TEST(Program, DoesNotInheritBlockedAndIgnoredSignals) {
  const ChangedSignal ignored(SIGPIPE, SIG_IGN);
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const ProgramResult by_pipe = shell("kill -PIPE $$; echo survived");
  const ProgramResult by_term = shell("kill -TERM $$; echo survived");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(by_pipe.exit_code, 128 + SIGPIPE);
  EXPECT_EQ(by_term.exit_code, 128 + SIGTERM);
}

#ifdef __linux__
TEST(Program, DoesNotInheritFiles) {
  const int inheritable = open("/dev/null", O_RDONLY);
  ASSERT_GT(inheritable, 2);
  EXPECT_EQ(shell("[ -e /proc/self/fd/" + std::to_string(inheritable) + " ] && echo open").standard_output, "");
  close(inheritable);
}
#endif

TEST(Program, WorksInAHostWithoutStandardInput) {
  const int saved = dup(STDIN_FILENO);
  close(STDIN_FILENO);
  const ProgramResult ended = shell("printf out; printf err >&2");
  dup2(saved, STDIN_FILENO);
  close(saved);
  EXPECT_EQ(ended.standard_output, "out");
  EXPECT_EQ(ended.standard_error, "err");
}

TEST(Program, SeveralThreadsRunProgramsAtOnce) {
  std::vector<std::future<ProgramResult>> all;
  for (int i = 0; i < 8; ++i) {
    all.push_back(std::async(std::launch::async, [i] { return shell("printf " + std::to_string(i)); }));
  }
  for (int i = 0; i < 8; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)].get().standard_output, std::to_string(i));
}

}  // namespace
}  // namespace awscost::credentials
