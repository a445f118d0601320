// HTTP for several threads at once: each exchange uses a Curl of its own, and its connection stays open afterwards.
//
// How: a stack. The Curl used last is used next, so that requests one after the other share a connection. There are as
// many as exchanges at the same time; at most `most_idle` are kept idle.
//
// Example:
//
//   wire::Reply get(CurlPool& pool, const std::string& url) {  // from any thread
//     return pool.exchange({.url = url}, Limits{}, {});
//   }
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "connectors/aws/http/curl.h"
#include "connectors/aws/http/exchange.h"

namespace awscost::http {

// Safe after fork as Curl is, if no exchange was under way.
class CurlPool : public Exchange {
 public:
  explicit CurlPool(std::size_t most_idle = 8);

  wire::Reply exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) override;

 private:
  class Loan;

  std::size_t most_idle_;
  std::mutex mutex_;  // guards idle_
  std::vector<std::unique_ptr<Curl>> idle_;
};

}  // namespace awscost::http
