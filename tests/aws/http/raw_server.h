// A server on 127.0.0.1 that hands each connection to a function of the test, for what an Imposter cannot do.
//
// How: one thread, one connection at a time. The destructor cuts the current connection, so that a function that reads
// or writes in a loop ends.
//
//   RawServer server([](int socket) { read(socket, buffer, size); });
//   curl.exchange({.url = server.url()}, limits, {});
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace awscost::http {

class RawServer {
 public:
  using Serve = std::function<void(int socket)>;

  explicit RawServer(Serve serve);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int port() const { return port_; }

 private:
  void run();
  bool begin(int socket);  // false: the server ends

  Serve serve_;
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  bool over_ = false;
  int socket_ = -1;  // the current connection
  std::thread thread_;
};

// The client's side of such a connection.
int connected_to(int port);

// Reads up to the empty line that ends a request's headers.
std::string read_head(int socket);

// False once the other side has closed.
bool write_all(int socket, std::string_view bytes);

// Waits until `socket` has data or is closed; false where neither happened in time.
bool readable(int socket, int milliseconds);

// A proxy's tunnel: copies bytes both ways between `client` and 127.0.0.1:`port` until one side closes.
void relay(int client, int port);

}  // namespace awscost::http
