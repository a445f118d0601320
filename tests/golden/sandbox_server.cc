#include "sandbox_server.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

extern char** environ;

namespace awscost::golden {
namespace {

std::string read_line(int descriptor) {
  std::string line;
  char c = 0;
  while (read(descriptor, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

}  // namespace

SandboxServer::SandboxServer(const std::string& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipes for the sandbox server");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  std::vector<std::string> words = {program, "--port", "0", "--stop-on-eof"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  if (const char* log = std::getenv("AWSCOST_SANDBOX_LOG")) words.insert(words.end(), {std::string("--log"), log});
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int failed = posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(input[0]);
  close(output[1]);
  its_input_ = input[1];
  const std::string line = failed == 0 ? read_line(output[0]) : std::string();
  close(output[0]);
  constexpr std::string_view kStart = "listening on ";
  if (line.rfind(kStart, 0) != 0) throw std::runtime_error("the sandbox server did not start: " + program);
  url_ = line.substr(kStart.size());
}

SandboxServer::~SandboxServer() {
  close(its_input_);
  int status = 0;
  if (pid_ > 0) waitpid(pid_, &status, 0);
}

}  // namespace awscost::golden
