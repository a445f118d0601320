#include "connectors/sandbox/server/server.h"

#include <unistd.h>

#include <array>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>

namespace awscost::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint64_t kLargestBody = 1 << 20;
constexpr std::uint32_t kLargestHeader = 16 << 10;
constexpr int kMostHeaders = 100;
constexpr int kMostConnections = 64;
constexpr std::chrono::seconds kIdle{60};

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

HttpRequest raw(const Request& request) {
  HttpRequest result{std::string(request.method_string()), std::string(request.target()), {}, request.body()};
  for (const auto& field : request)
    result.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return result;
}

Response refusal(http::status status) {
  Response response(status, 11);
  response.keep_alive(false);
  response.prepare_payload();
  return response;
}

// One connection: reads a request, answers it, reads the next.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Exchange& exchange, int& connections)
      : stream_(std::move(socket)), exchange_(exchange), connections_(connections) {
    ++connections_;
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { --connections_; }

  void start() { connections_ > kMostConnections ? send(refusal(http::status::service_unavailable)) : read(); }

 private:
  void read() {
    parser_.emplace();
    parser_->body_limit(kLargestBody);
    parser_->header_limit(kLargestHeader);
    stream_.expires_after(kIdle);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code failed, std::size_t) { self->answer(failed); });
  }

  void answer(error_code failed) {
    if (failed == http::error::body_limit) return send(refusal(http::status::payload_too_large));
    if (failed == http::error::header_limit) return send(refusal(http::status::request_header_fields_too_large));
    if (failed) return close();
    const Request& request = parser_->get();
    if (std::distance(request.begin(), request.end()) > kMostHeaders) {
      return send(refusal(http::status::request_header_fields_too_large));
    }
    const wire::Reply reply = exchange_.answer(raw(request));
    Response response(static_cast<http::status>(reply.status), request.version());
    for (const wire::Header& header : reply.headers) response.set(header.name, header.value);
    response.body() = reply.body;
    response.keep_alive(request.keep_alive());
    response.prepare_payload();
    send(std::move(response));
  }

  void send(Response response) {
    response_ = std::move(response);
    stream_.expires_after(kIdle);
    http::async_write(stream_, response_, [self = shared_from_this()](error_code failed, std::size_t) {
      if (failed || self->response_.need_eof()) return self->close();
      self->read();
    });
  }

  void close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Response response_;
  Exchange& exchange_;
  int& connections_;
};

}  // namespace

class Server::Engine {
 public:
  Engine(wire::Connector& connector, Verifier verifier, const ServerOptions& options)
      : exchange_(connector, std::move(verifier), options.exchange),
        acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), options.port)),
        signals_(context_, SIGTERM, SIGINT),
        deadline_(context_, options.stop_after),
        input_(context_) {
    signals_.async_wait([this](error_code failed, int) { stop_unless(failed); });
    deadline_.async_wait([this](error_code failed) { stop_unless(failed); });
    if (options.stop_on_eof) watch_input();
    accept();
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  void run() { context_.run(); }

 private:
  void stop_unless(error_code failed) {
    if (!failed) context_.stop();
  }

  void accept() {
    acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
      if (failed == asio::error::operation_aborted) return;
      if (!failed) std::make_shared<Session>(std::move(socket), exchange_, connections_)->start();
      accept();
    });
  }

  // A standard input that cannot be waited for (a file, /dev/null) is at its end already.
  void watch_input() {
    error_code failed;
    input_.assign(::dup(STDIN_FILENO), failed);
    if (failed) return asio::post(context_, [this] { context_.stop(); });
    read_input();
  }

  void read_input() {
    input_.async_read_some(asio::buffer(input_bytes_), [this](error_code failed, std::size_t) {
      if (failed) return context_.stop();
      read_input();
    });
  }

  asio::io_context context_{1};
  Exchange exchange_;
  int connections_ = 0;
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer deadline_;
  asio::posix::stream_descriptor input_;
  std::array<char, 256> input_bytes_{};
};

Server::Server(wire::Connector& connector, Verifier verifier, const ServerOptions& options)
    : engine_(std::make_unique<Engine>(connector, std::move(verifier), options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return engine_->port();
}

void Server::run() {
  engine_->run();
}

}  // namespace awscost::sandbox
