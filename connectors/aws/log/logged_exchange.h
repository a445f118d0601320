// An Exchange that logs each HTTP request that it passes on.
//
// Example:
//
//   wire::Reply exchange(http::Exchange& pool, Log& log, const http::Request& request) {
//     return LoggedExchange(pool, log).exchange(request, {}, {});
//   }
#pragma once

#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"

namespace awscost::log {

// For several threads at once where `exchange` is. `exchange` and `log` outlive it.
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
