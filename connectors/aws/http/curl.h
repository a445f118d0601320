// HTTP by libcurl: one kept-alive handle that answers one request at a time and notices an interrupt.
//
// How: an easy handle driven by a multi handle. curl_multi_poll waits in steps of at most 100 ms and the interrupt is
// asked before each step; curl_easy_perform could not be left while a server keeps silent. What happens to the answer
// stands in transfer.h, what went wrong is put into words in failure.h.
//
// A request is sent at most once. libcurl would by itself repeat one that a kept connection swallowed; AWS may have
// received and charged the first, so the repetition is refused and reported.
//
//   http::Curl curl;
//   wire::Reply reply = curl.exchange(request, limits, interrupted);
#pragma once

#include <memory>

#include "connectors/aws/http/exchange.h"

namespace awscost::http {

// Not safe for use by two threads at once. Safe after fork: a child opens its own connections and leaves its parent's
// alone. Proxies are libcurl's business: HTTPS_PROXY, http_proxy and NO_PROXY hold as they do for curl, read at each
// request. A connection is kept for requests that agree about the server, the proxy and the certificate authorities.
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
