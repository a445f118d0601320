// An Exchange that tells the log of each HTTP request it passes on, and otherwise stays out of the way.
//
//   log::LoggedExchange exchange(pool, log);     // aws::Client and credentials::ProviderChain > LoggedExchange >
//   http::CurlPool
#pragma once

#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"

namespace awscost::log {

// For several threads at once where `exchange` is. Both outlive it.
class LoggedExchange : public http::Exchange {
 public:
  LoggedExchange(http::Exchange& exchange, Log& log) : exchange_(exchange), log_(log) {}

  wire::Reply exchange(const http::Request& request, const http::Limits& limits,
                       const sql::Interrupted& interrupted) override;

 private:
  http::Exchange& exchange_;
  Log& log_;
};

}  // namespace awscost::log
