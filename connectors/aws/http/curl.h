// HTTP by libcurl: a handle with a kept-alive connection, which sends one request at a time and notices an interrupt.
//
// How: an easy handle driven by a multi handle. curl_multi_poll waits in steps of at most 100 ms, with a look for an
// interrupt before each; curl_easy_perform could not be left while a server is silent. transfer.h collects the answer,
// failure.h words the errors.
//
// A request is sent at most once. libcurl itself would send it again where a kept connection closed without an answer;
// AWS may have received and charged the first one, so that is refused and reported.
//
// Example:
//
//   wire::Reply get(const std::string& url) {
//     return Curl().exchange({.url = url}, Limits{}, {});
//   }
#pragma once

#include <memory>

#include "connectors/aws/http/exchange.h"

namespace awscost::http {

// For one thread at a time. Safe after fork: a child opens its own connections and does not touch its parent's. libcurl
// reads HTTPS_PROXY, http_proxy and NO_PROXY at each request, as curl does. Requests with the same server, proxy and
// certificate authorities share a connection.
class Curl : public Exchange {
 public:
  Curl();
  ~Curl() override;
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;

  wire::Reply exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) override;

 private:
  struct Handles;

  Handles& handles();

  std::unique_ptr<Handles> handles_;
};

}  // namespace awscost::http
