// The sandbox over HTTP/1.1 on the loopback interface, so that the AWS CLI, SDKs and our own client can be pointed at
// it.
//
// How: one thread, one asynchronous session a connection (kept alive). Each request is bounded in size and goes through
// the exchange, which checks it, hands it to the sandbox as a wire::Call and logs it. All services share the one
// address.
//
//   Server server(sandbox, Verifier(credentials), {.port = 0});
//   server.port();    server.run();          until stop() or the time is up
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "connectors/sandbox/server/exchange.h"
#include "connectors/sandbox/server/verifier.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct ServerOptions {
  std::uint16_t port = 0;  // 0: any free one
  std::chrono::seconds stop_after{600};
  bool stop_on_eof = false;  // stop when standard input closes
  ExchangeOptions exchange;
};

class Server {
 public:
  // Listens at once; throws std::runtime_error where it cannot.
  Server(wire::Connector& connector, Verifier verifier, const ServerOptions& options);
  ~Server();

  std::uint16_t port() const;
  // Serves until SIGTERM, SIGINT, the end of standard input (if asked for) or the end of the time.
  void run();

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace awscost::sandbox
