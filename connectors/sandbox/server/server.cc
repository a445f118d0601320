#include "connectors/sandbox/server/server.h"

#include <unistd.h>

#include <array>
#include <boost/asio.hpp>
#include <csignal>

#include "connectors/sandbox/server/faulty_exchange.h"

namespace awscost::sandbox {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

}  // namespace

class Server::Engine {
 public:
  Engine(Answering& account, const Verifier& verifier, const ServerOptions& options)
      : exchange_(account, verifier, options.exchange, options.faults),
        watch_(options.watch),
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
  void stop() { context_.stop(); }

 private:
  void stop_unless(error_code failed) {
    if (!failed) context_.stop();
  }

  void accept() {
    acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
      if (failed == asio::error::operation_aborted) return;
      if (!failed) start_session(std::move(socket), exchange_, watch_, connections_);
      accept();
    });
  }

  // Asio cannot wait for a file or /dev/null. Such a standard input counts as closed.
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

  FaultyExchange exchange_;
  Watch watch_;
  int connections_ = 0;
  asio::io_context context_{1};  // after the members above: its destructor ends sessions that use them
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer deadline_;
  asio::posix::stream_descriptor input_;
  std::array<char, 256> input_bytes_{};
};

Server::Server(Answering& account, const Verifier& verifier, const ServerOptions& options)
    : engine_(std::make_unique<Engine>(account, verifier, options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return engine_->port();
}

void Server::run() {
  engine_->run();
}

void Server::stop() {
  engine_->stop();
}

}  // namespace awscost::sandbox
