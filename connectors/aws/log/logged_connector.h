// A Connector that tells the log of each call it passes on, where no HTTP request stands behind it: the sandbox.
//
//   log::LoggedConnector connector(sandbox, log, "sandbox");
//   // 2026-11-22T05:03:11Z ce:GetCostAndUsage POST sandbox 200 18342 bytes 0 ms request-id …
#pragma once

#include <string>
#include <utility>

#include "connectors/aws/log/log.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// Several calls are sent one after the other, as the sandbox does itself. For several threads at once where `connector`
// is. Connector and log outlive it.
class LoggedConnector : public wire::Connector {
 public:
  // `address` stands where the URL would.
  LoggedConnector(wire::Connector& connector, Log& log, std::string address)
      : connector_(connector), log_(log), address_(std::move(address)) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  wire::Connector& connector_;
  Log& log_;
  std::string address_;
};

}  // namespace awscost::log
