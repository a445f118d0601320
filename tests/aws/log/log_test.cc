// Where the log's lines go, and what happens where they cannot be written.
#include "connectors/aws/log/log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <thread>

#include "connectors/wire/call.h"
#include "notebook.h"

namespace awscost::log {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string refusal(Log& log, const std::string& destination) {
  try {
    log.write_to(destination);
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays);
    return error.what();
  }
  return "accepted";
}

TEST(Log, IsOffByDefaultAndCanBeSwitchedAtAnyTime) {
  Log log({.clocks = process_clocks(), .expanded = [](const std::string& path) { return path; }});
  EXPECT_FALSE(log.is_on());
  log.write("into nothing");
  Notebook notebook;
  log.write_to(notebook.path());
  EXPECT_TRUE(log.is_on());
  log.write("one");
  log.write_to("");
  EXPECT_FALSE(log.is_on());
  log.write("two");
  log.write_to(notebook.path());
  log.write("three");
  EXPECT_THAT(notebook.lines(), ElementsAre("one", "three"));
}

TEST(Log, ItsFileIsForTheUserAlone) {
  Notebook notebook;
  struct stat status {};
  ASSERT_EQ(stat(notebook.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(Log, FollowsARotatedFile) {
  Notebook notebook;
  notebook.log().write("old");
  const std::string moved = notebook.path() + ".1";
  std::filesystem::rename(notebook.path(), moved);
  notebook.log().write_to(notebook.path());
  notebook.log().write("new");
  EXPECT_THAT(notebook.lines(), ElementsAre("new"));
  std::filesystem::remove(moved);
}

TEST(Log, AFileThatCannotBeOpenedIsAnErrorAndChangesNothing) {
  Notebook notebook;
  for (const std::string& path :
       {notebook.path() + "/none", testing::TempDir(), testing::TempDir() + "no/such/folder"}) {
    EXPECT_THAT(refusal(notebook.log(), path),
                AllOf(HasSubstr("The log cannot be written to '" + path), HasSubstr("Nothing was sent"),
                      HasSubstr("awscost_config('log', '/path/to/file')")));
  }
  notebook.log().write("still here");
  EXPECT_THAT(notebook.lines(), ElementsAre("still here"));
}

TEST(Log, WritesToStandardErrorUnlessItIsClosed) {
  Notebook notebook;
  testing::internal::CaptureStderr();
  notebook.log().write_to("stderr");
  notebook.log().write("a line");
  notebook.log().write_to("");
  const bool still_open = fcntl(STDERR_FILENO, F_GETFD) >= 0;
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "a line\n");
  EXPECT_TRUE(still_open) << "it is the host's to close";
  const int kept = dup(STDERR_FILENO);
  close(STDERR_FILENO);
  const std::string said = refusal(notebook.log(), "stderr");
  dup2(kept, STDERR_FILENO);
  close(kept);
  EXPECT_THAT(said, HasSubstr("The log cannot be written to 'stderr'"));
}

TEST(Log, StderrIsRecognisedInAnyCase) {
  Notebook notebook;
  testing::internal::CaptureStderr();
  for (const char* name : {"STDERR", "Stderr"}) {
    notebook.log().write_to(name);
    notebook.log().write(name);
    EXPECT_FALSE(std::filesystem::exists(name));
  }
  notebook.log().write_to("");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "STDERR\nStderr\n");
}

TEST(Log, AFullDiskIsNotAnError) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "this system has no /dev/full";
  Notebook notebook;
  notebook.log().write_to("/dev/full");
  notebook.log().write("lost");
}

// SIGPIPE would end this process, and open() would wait for a pipe's reader.
TEST(Log, APipeNeitherKillsNorWaits) {
  Notebook notebook;
  const std::string pipe = notebook.path() + ".pipe";
  std::filesystem::remove(pipe);  // of an earlier run that was killed
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(refusal(notebook.log(), pipe), HasSubstr("cannot be written"));
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  notebook.log().write_to(pipe);
  notebook.log().write("read");
  std::string got(5, ' ');
  EXPECT_EQ(read(reader, got.data(), got.size()), 5);
  EXPECT_EQ(got, "read\n");
  close(reader);
  notebook.log().write("nobody reads this");
  sigset_t pending;
  sigpending(&pending);
  EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
  std::filesystem::remove(pipe);
}

std::map<std::string, int> counted(const std::vector<std::string>& lines) {
  std::map<std::string, int> counts;
  for (const std::string& line : lines) ++counts[line];
  return counts;
}

TEST(Log, ThreadsAndProcessesShareAFile) {
  Notebook notebook;
  constexpr int kLines = 200;
  const auto write_all = [&](char letter) {
    for (int i = 0; i < kLines; ++i) notebook.log().write(std::string(500, letter));
  };
  std::vector<pid_t> children;
  for (const char letter : {'a', 'b'}) {
    const pid_t child = fork();
    if (child == 0) {
      write_all(letter);
      _exit(0);
    }
    children.push_back(child);
  }
  std::vector<std::thread> threads;
  for (const char letter : {'c', 'd'}) threads.emplace_back(write_all, letter);
  for (int i = 0; i < 50; ++i) notebook.log().write_to(notebook.path());
  for (std::thread& thread : threads) thread.join();
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  std::map<std::string, int> expected;
  for (const char letter : {'a', 'b', 'c', 'd'}) expected[std::string(500, letter)] = kLines;
  EXPECT_EQ(counted(notebook.lines()), expected);
}

TEST(ProcessClocks, Go) {
  const Clocks clocks = process_clocks();
  EXPECT_GT(clocks.time(), std::chrono::sys_days{std::chrono::year{2024} / 1 / 1});
  const auto start = clocks.stopwatch();
  EXPECT_GE(clocks.stopwatch(), start);
}

}  // namespace
}  // namespace awscost::log
