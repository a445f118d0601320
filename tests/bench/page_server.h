// A server on loopback that gives out pre-serialised pages, in a process of its own, so that its work does not count.
//
// How: a forked child, one thread a connection. The path of a request says which answer is meant and how long the server
// waits before it: /280000/100/ are 280,000 rows with 100 ms of latency. Requests and bytes are counted in memory that both
// processes share. The child ends with its parent.
//
// Example:
//
//   std::string url_of_a_slow_answer(const bench::PageServer& server) {
//     return server.url(280'000, std::chrono::milliseconds(100));
//   }
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace awscost::bench {

struct Served {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  // of bodies
};

class PageServer {
 public:
  // `answers`: the numbers of rows that can be asked for. Returns once all pages are made. Throws std::runtime_error. Call
  // it before the process has threads.
  explicit PageServer(const std::vector<std::size_t>& answers);
  ~PageServer();
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  std::string url(std::size_t rows, std::chrono::milliseconds latency = {}) const;

  // Since it was started.
  Served served() const;

 private:
  struct Counters;

  int port_ = 0;
  pid_t pid_ = -1;
  Counters* counters_ = nullptr;
};

}  // namespace awscost::bench
