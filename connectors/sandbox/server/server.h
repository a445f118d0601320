// The sandbox over HTTP/1.1 on the loopback interface, so that the AWS CLI, SDKs and our own client can be pointed at
// it.
//
// How: one thread, one asynchronous session a connection (kept alive; session.h). Each request is bounded in size and
// goes through the exchange, which checks it, hands it to the sandbox as a wire::Call and logs it. All services share
// the one address. A script of faults makes it misbehave (faults.h).
//
//   Server server(sandbox, Verifier(credentials), {.port = 0});
//   server.port();    server.run();          until stop() or the time is up
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
  std::uint16_t port = 0;  // 0: any free one
  std::chrono::seconds stop_after{600};
  bool stop_on_eof = false;  // stop when standard input closes
  ExchangeOptions exchange;
  std::string faults = {};  // a script (faults.h); empty: none
  Watch watch = {};
};

class Server {
 public:
  // Listens at once; throws std::runtime_error where it cannot, std::invalid_argument for faults that cannot be read.
  Server(Answering& account, const Verifier& verifier, const ServerOptions& options);
  ~Server();

  std::uint16_t port() const;
  // Serves until SIGTERM, SIGINT, the end of standard input (if asked for), the end of the time, or stop().
  void run();
  void stop();  // from any thread; connections are closed when the server is destroyed

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace awscost::sandbox
