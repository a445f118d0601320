// HTTP for several threads at once: each exchange borrows a Curl of its own and gives it back with its connection open.
//
// How: a stack. The one used last is lent first, so that a single asker keeps to a single connection. As many exist as
// exchanges were ever under way together; of those given back no more than `most_idle` are kept.
//
//   http::CurlPool pool;
//   wire::Reply reply = pool.exchange(request, limits, interrupted);   // from any thread
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "connectors/aws/http/curl.h"
#include "connectors/aws/http/exchange.h"

namespace awscost::http {

// Safe after fork as Curl is, provided that no exchange was under way.
class CurlPool : public Exchange {
 public:
  explicit CurlPool(std::size_t most_idle = 8);

  wire::Reply exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) override;

 private:
  class Borrowed;

  std::size_t most_idle_;
  std::mutex mutex_;  // guards idle_
  std::vector<std::unique_ptr<Curl>> idle_;
};

}  // namespace awscost::http
