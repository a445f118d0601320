// Serves the sandbox over HTTP/1.1 on loopback, for the AWS CLI, SDKs and this project's client.
//
// How: one thread; one asynchronous session per connection, kept alive (session.h). The exchange checks each request,
// passes it to the sandbox as a wire::Call and logs it. Requests are limited in size. All services share one address.
//
// Example:
//
//   void serve(Answering& account, const Credentials& credentials) {
//     Server server(account, Verifier(credentials), {.port = 8642});
//     server.run();
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "connectors/sandbox/server/exchange.h"
#include "connectors/sandbox/server/session.h"
#include "connectors/sandbox/server/verifier.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct ServerOptions {
  std::uint16_t port = 0;  // 0: any free port
  std::chrono::seconds stop_after{600};
  bool stop_on_eof = false;  // stop when standard input closes
  ExchangeOptions exchange;
  std::string faults = {};  // a fault script (faults.h); empty: none
  Watch watch = {};
};

class Server {
 public:
  // Listens at once. Throws std::runtime_error if it cannot, and std::invalid_argument for a malformed fault script.
  Server(Answering& account, const Verifier& verifier, const ServerOptions& options);
  ~Server();

  std::uint16_t port() const;
  // Serves until SIGTERM, SIGINT, the end of standard input (with `stop_on_eof`), `stop_after`, or stop().
  void run();
  void stop();  // from any thread; the destructor closes the connections

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace awscost::sandbox
