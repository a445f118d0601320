#include "page_server.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <cstdlib>
#include <map>
#include <new>
#include <stdexcept>
#include <thread>
#include <utility>

#include "cost_pages.h"

namespace awscost::bench {

struct PageServer::Counters {
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> bytes = 0;
};

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

using Answers = std::map<std::size_t, std::vector<std::string>>;

// "/280000/100/"
struct Asked {
  std::size_t rows = 0;
  long latency_ms = 0;
};
Asked read_path(const std::string& path) {
  char* end = nullptr;
  Asked asked{.rows = std::strtoul(path.c_str() + 1, &end, 10)};
  if (*end == '/') asked.latency_ms = std::strtol(end + 1, nullptr, 10);
  return asked;
}

template <typename Counters>
void serve(tcp::socket socket, const Answers& answers, Counters& counters) {
  socket.set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  boost::system::error_code failed;
  for (;;) {
    http::request<http::string_body> request;
    http::read(socket, buffer, request, failed);
    if (failed) return;
    const Asked asked = read_path(std::string(request.target()));
    if (asked.latency_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(asked.latency_ms));
    const auto answer = answers.find(asked.rows);
    const std::size_t page = page_asked_for(request.body());
    const bool known = answer != answers.end() && page < answer->second.size();
    static const std::string unknown = R"({"message":"no such page"})";
    const std::string& body = known ? answer->second[page] : unknown;
    http::response<http::span_body<const char>> response(known ? http::status::ok : http::status::bad_request, 11);
    response.set(http::field::content_type, "application/x-amz-json-1.1");
    response.set("x-amzn-RequestId", "1");
    response.body() = {body.data(), body.size()};
    response.prepare_payload();
    ++counters.requests;
    counters.bytes += body.size();
    http::write(socket, response, failed);
    if (failed) return;
  }
}

}  // namespace

PageServer::PageServer(const std::vector<std::size_t>& answers) {
  asio::io_context context;
  tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  port_ = acceptor.local_endpoint().port();
  void* const shared = mmap(nullptr, sizeof(Counters), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("no memory that two processes share");
  counters_ = new (shared) Counters;
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0 || (pid_ = fork()) < 0) throw std::runtime_error("no process for the page server");
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Answers pages;
    for (const std::size_t rows : answers) pages[rows] = cost_pages(rows);
    if (write(ready[1], "r", 1) != 1) _exit(1);
    close(ready[1]);
    for (;;) {
      std::thread([&, socket = acceptor.accept()]() mutable { serve(std::move(socket), pages, *counters_); }).detach();
    }
  }
  close(ready[1]);
  char byte = 0;
  const bool begun = read(ready[0], &byte, 1) == 1;
  close(ready[0]);
  if (!begun) throw std::runtime_error("the page server did not start");
}

PageServer::~PageServer() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  munmap(counters_, sizeof(Counters));
}

std::string PageServer::url(std::size_t rows, std::chrono::milliseconds latency) const {
  return "http://127.0.0.1:" + std::to_string(port_) + "/" + std::to_string(rows) + "/" +
         std::to_string(latency.count()) + "/";
}

Served PageServer::served() const {
  return {counters_->requests, counters_->bytes};
}

}  // namespace awscost::bench
