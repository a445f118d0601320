// The sandbox's HTTP server as a child process on loopback. It ends when its standard input closes, and so with this
// process.
//
// With AWSCOST_SANDBOX_LOG in the environment it appends every request to that file (tests/outside/validator_test.sh).
//
// Example:
//
//   std::string url_of(const std::string& program) {
//     static const SandboxServer server(program, {"--now", "2026-11-21T10:30:00Z"});
//     return server.url();
//   }
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace awscost::golden {

class SandboxServer {
 public:
  // Starts it and waits for its line with the URL. Throws std::runtime_error.
  SandboxServer(const std::string& program, const std::vector<std::string>& arguments);
  ~SandboxServer();
  SandboxServer(const SandboxServer&) = delete;
  SandboxServer& operator=(const SandboxServer&) = delete;

  const std::string& url() const { return url_; }

 private:
  pid_t pid_ = -1;
  int its_input_ = -1;
  std::string url_;
};

}  // namespace awscost::golden
