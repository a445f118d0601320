#include "tests/support/imposter.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/certificate.h"

namespace awscost::support {
namespace {

constexpr auto kLongestLife = std::chrono::seconds(60);
constexpr auto kLongestWait = std::chrono::seconds(20);

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

int bound_socket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("no socket on 127.0.0.1");
  }
  return fd;
}

int port_of(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) throw std::runtime_error("no port");
  return ntohs(address.sin_port);
}

std::string head(const Answer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Said so\r\n";
  for (const wire::Header& header : answer.headers) text += header.name + ": " + header.value + "\r\n";
  return text + "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n";
}

// "name: value" lines after the first line of `text`.
std::vector<wire::Header> parse_headers(std::string_view text) {
  std::vector<wire::Header> headers;
  for (auto at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n")) {
    text.remove_prefix(at + 2);
    const std::string_view line = text.substr(0, text.find("\r\n"));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto value = line.find_first_not_of(' ', colon + 1);
    headers.push_back(
        {std::string(line.substr(0, colon)), std::string(value == std::string_view::npos ? "" : line.substr(value))});
  }
  return headers;
}

}  // namespace

std::string Received::header(std::string_view name) const {
  std::string joined;
  for (const wire::Header& header : headers) {
    if (same_name(header.name, name)) joined += (joined.empty() ? "" : ",") + header.value;
  }
  return joined;
}

struct Imposter::Context {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> ssl{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
};

// One accepted socket, with or without TLS. Blocking: the loop reads only what poll has announced.
class Imposter::Connection {
 public:
  Connection(int fd, int number, SSL_CTX* context) : fd_(fd), number_(number) {
    if (context == nullptr) return;
    ssl_.reset(SSL_new(context));
    SSL_set_fd(ssl_.get(), fd_);
    if (SSL_accept(ssl_.get()) != 1) close_now();
  }
  ~Connection() { close_now(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int fd() const { return fd_; }
  bool open() const { return fd_ >= 0; }

  void write(std::string_view bytes) {
    while (open() && !bytes.empty()) {
      const auto sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                             : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return close_now();
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void read() {
    std::array<char, 65536> chunk{};
    const auto got = ssl_ ? SSL_read(ssl_.get(), chunk.data(), static_cast<int>(chunk.size()))
                          : ::recv(fd_, chunk.data(), chunk.size(), 0);
    if (got <= 0) return close_now();
    input_.append(chunk.data(), static_cast<std::size_t>(got));
  }

  // Takes one complete request from the input; false where there is none yet.
  bool take(Received& request) {
    const auto end = input_.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::string_view text = std::string_view(input_).substr(0, end);
    request.headers = parse_headers(text);
    const std::string length = request.header("content-length");
    std::size_t body_size = 0;
    std::from_chars(length.data(), length.data() + length.size(), body_size);
    if (input_.size() < end + 4 + body_size) return false;
    const auto space = text.find(' ');
    request.method = text.substr(0, space);
    request.target = text.substr(space + 1, text.find(' ', space + 1) - space - 1);
    request.body = input_.substr(end + 4, body_size);
    request.connection = number_;
    input_.erase(0, end + 4 + body_size);
    return true;
  }

  void answer(const Answer& answer) {
    if (!answer.raw.empty()) {
      write(answer.raw);
      return close_now();
    }
    const std::string half = answer.body.substr(0, answer.body.size() / 2);
    switch (answer.fault) {
      case Fault::kNone:
        return write(head(answer) + answer.body);
      case Fault::kReset:
        return reset();
      case Fault::kResetInBody:
        write(head(answer) + half);
        return reset();
      case Fault::kClose:
        return close_now();
      case Fault::kCloseAfterwards:
        write(head(answer) + answer.body);
        return close_now();
      case Fault::kCutBody:
        write(head(answer) + half);
        return close_now();
      case Fault::kStall:
        return;
      case Fault::kStallInBody:
        return write(head(answer) + half);
    }
  }

 private:
  void close_now() {
    if (!open()) return;
    if (ssl_) SSL_shutdown(ssl_.get());
    ::close(fd_);
    fd_ = -1;
  }

  // SO_LINGER 0: the kernel sends RST instead of FIN.
  void reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ssl_.reset();
    close_now();
  }

  int fd_;
  int number_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, &SSL_free};
  std::string input_;
};

Imposter::Imposter() {
  // A proxy in the machine's environment must not get requests to this server.
  setenv("NO_PROXY", "127.0.0.1", 1);
  setenv("no_proxy", "127.0.0.1", 1);
  listener_ = bound_socket();
  std::array<int, 2> ends{};
  if (listen(listener_, 16) != 0 || pipe(ends.data()) != 0) throw std::runtime_error("the imposter cannot listen");
  port_ = port_of(listener_);
  stop_reader_ = ends[0];
  stop_writer_ = ends[1];
  thread_ = std::thread([this] { run(); });
}

Imposter::Imposter(const Tls& tls) : Imposter() {
  auto context = std::make_unique<Context>();
  use_certificate(context->ssl.get(), tls.certificate, tls.private_key);
  const std::lock_guard lock(mutex_);
  context_ = std::move(context);
}

Imposter::~Imposter() {
  ::close(stop_writer_);  // the loop sees the end of the pipe
  thread_.join();
  ::close(stop_reader_);
  ::close(listener_);
}

std::string Imposter::url() const {
  return (context_ ? "https" : "http") + ("://127.0.0.1:" + std::to_string(port_));
}

void Imposter::reply_with(Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_.push_back(std::move(answer));
}

void Imposter::reply_by(ReplyBy answer) {
  const std::lock_guard lock(mutex_);
  reply_by_ = std::move(answer);
}

std::vector<Received> Imposter::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

int Imposter::connections() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

bool Imposter::wait_for_requests(std::size_t count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kLongestWait, [&] { return requests_.size() >= count; });
}

bool Imposter::wait_for_closed_connections(int count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kLongestWait, [&] { return closed_ >= count; });
}

int Imposter::closed_port() {
  const int fd = bound_socket();
  const int port = port_of(fd);
  ::close(fd);
  return port;
}

Answer Imposter::next_answer(const Received& request) {
  std::unique_lock lock(mutex_);
  if (!answers_.empty()) {
    Answer answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }
  const ReplyBy reply_by = reply_by_;  // a copy, since it is called without the lock and the test may set another one
  lock.unlock();
  if (!reply_by) return {};
  try {
    return reply_by(request);
  } catch (const std::exception& error) {
    return {.status = 599, .body = error.what()};
  }
}

void Imposter::record(Received request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
  changed_.notify_all();
}

void Imposter::serve(Connection& connection) {
  Received request;
  while (connection.open() && connection.take(request)) {
    record(request);
    connection.answer(next_answer(request));
    request = {};
  }
}

std::unique_ptr<Imposter::Connection> Imposter::accept_next() {
  const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  std::unique_lock lock(mutex_);
  const int number = ++accepted_;
  SSL_CTX* ssl = context_ ? context_->ssl.get() : nullptr;
  lock.unlock();
  return std::make_unique<Connection>(fd, number, ssl);
}

void Imposter::run() {
  // SSL_write has no MSG_NOSIGNAL, and a client that is gone must not end the test.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);

  std::vector<std::unique_ptr<Connection>> connections;
  const auto end = std::chrono::steady_clock::now() + kLongestLife;
  while (std::chrono::steady_clock::now() < end) {
    std::vector<pollfd> watched{{stop_reader_, POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const auto& connection : connections) watched.push_back({connection->fd(), POLLIN, 0});
    poll(watched.data(), watched.size(), 1000);
    if (watched[0].revents != 0) return;
    for (std::size_t i = 2; i < watched.size(); ++i) {
      if (watched[i].revents == 0) continue;
      connections[i - 2]->read();
      serve(*connections[i - 2]);
    }
    if (watched[1].revents != 0) connections.push_back(accept_next());
    const auto closed = std::erase_if(connections, [](const auto& connection) { return !connection->open(); });
    const std::lock_guard lock(mutex_);
    closed_ += static_cast<int>(closed);
    changed_.notify_all();
  }
}

}  // namespace awscost::support
