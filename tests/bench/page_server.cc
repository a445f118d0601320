#include "page_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "cost_pages.h"

namespace awscost::bench {

struct PageServer::Counters {
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> bytes = 0;
};

namespace {

using Answers = std::map<std::size_t, std::vector<std::string>>;

struct Request {
  std::size_t rows = 0;
  long latency_ms = 0;
  std::string body;
};

// "POST /280000/100/ HTTP/1.1"
Request read_request_line(const std::string& head) {
  Request request;
  const char* path = std::strchr(head.c_str(), '/');
  if (path == nullptr) return request;
  char* end = nullptr;
  request.rows = std::strtoul(path + 1, &end, 10);
  if (*end == '/') request.latency_ms = std::strtol(end + 1, nullptr, 10);
  return request;
}

std::size_t body_size(std::string head) {
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  constexpr std::string_view kName = "content-length:";
  const auto at = head.find(kName);
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + kName.size(), nullptr, 10);
}

// What one connection has sent and nobody has read.
class Input {
 public:
  explicit Input(int socket) : socket_(socket) {}

  // False where the client has closed the connection.
  bool next(Request& request) {
    constexpr std::string_view kEnd = "\r\n\r\n";
    std::size_t end = 0;
    while ((end = bytes_.find(kEnd)) == std::string::npos) {
      if (!receive()) return false;
    }
    const std::string head = bytes_.substr(0, end + 2);
    const std::size_t size = body_size(head);
    bytes_.erase(0, end + kEnd.size());
    while (bytes_.size() < size) {
      if (!receive()) return false;
    }
    request = read_request_line(head);
    request.body = bytes_.substr(0, size);
    bytes_.erase(0, size);
    return true;
  }

 private:
  bool receive() {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count > 0) bytes_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  int socket_;
  std::string bytes_;
};

bool send_all(int socket, std::string_view head, std::string_view body) {
  std::array<iovec, 2> parts{
      {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}}};
  std::size_t left = head.size() + body.size();
  while (left > 0) {
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    left -= static_cast<std::size_t>(sent);
    for (iovec& part : parts) {
      const std::size_t step = std::min(part.iov_len, static_cast<std::size_t>(sent));
      part.iov_base = static_cast<char*>(part.iov_base) + step;
      part.iov_len -= step;
      sent -= static_cast<ssize_t>(step);
    }
  }
  return true;
}

template <typename Counters>
void serve(int socket, const Answers& answers, Counters& counters) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Input input(socket);
  for (Request request; input.next(request);) {
    if (request.latency_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(request.latency_ms));
    const auto answer = answers.find(request.rows);
    const std::size_t page = page_asked_for(request.body);
    const bool known = answer != answers.end() && page < answer->second.size();
    const std::string_view body = known ? std::string_view(answer->second[page]) : R"({"message":"no such page"})";
    const std::string head = std::string(known ? "HTTP/1.1 200 OK" : "HTTP/1.1 400 Bad Request") +
                             "\r\nContent-Type: application/x-amz-json-1.1\r\nx-amzn-RequestId: 1\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n";
    ++counters.requests;
    counters.bytes += body.size();
    if (!send_all(socket, head, body)) break;
  }
  close(socket);
}

int listener(int& port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  constexpr int kWaiting = 64;
  if (socket < 0 || bind(socket, any, size) != 0 || listen(socket, kWaiting) != 0 ||
      getsockname(socket, any, &size) != 0) {
    throw std::runtime_error("no port on loopback for the page server");
  }
  port = ntohs(address.sin_port);
  return socket;
}

}  // namespace

PageServer::PageServer(const std::vector<std::size_t>& answers) {
  const int socket = listener(port_);
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
      const int connection = accept(socket, nullptr, nullptr);
      if (connection >= 0) std::thread([&, connection] { serve(connection, pages, *counters_); }).detach();
    }
  }
  close(socket);
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
