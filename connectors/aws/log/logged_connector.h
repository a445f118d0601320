// A Connector that logs each call that it passes on, where there is no HTTP request: the sandbox.
//
//   2026-11-22T05:03:11Z ce:GetCostAndUsage POST sandbox 200 18342 bytes 0 ms request-id ...
//
// Example:
//
//   wire::Reply send(wire::Connector& sandbox, Log& log, const wire::Call& call) {
//     return LoggedConnector(sandbox, log, "sandbox").send(call, {});
//   }
#pragma once

#include <string>
#include <utility>

#include "connectors/aws/log/log.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// Sends several calls one after the other, as the sandbox does. For several threads at once where `connector` is.
// `connector` and `log` outlive it.
class LoggedConnector : public wire::Connector {
 public:
  // `address`: in place of a URL.
  LoggedConnector(wire::Connector& connector, Log& log, std::string address)
      : connector_(connector), log_(log), address_(std::move(address)) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  wire::Connector& connector_;
  Log& log_;
  std::string address_;
};

}  // namespace awscost::log
