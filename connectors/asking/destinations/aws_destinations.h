// AWS as a destination: the parts of connectors/aws put together, for one connection of SQLite.
//
//   connection of a destination:  Paced > aws::Client (> credentials::ProviderChain) > log::LoggedExchange >
//   http::CurlPool
//
// The pace is this connection's: other connections and other tools share the account's quota, so it stays below that.
//
// Example:
//
//   asking::Destination find_cost_explorer(AwsDestinations& aws, const sql::Interrupted& interrupted) {
//     return aws.resolve({.service = "ce"}, "", http::Limits(), interrupted);
//   }
#pragma once

#include <mutex>
#include <string>

#include "connectors/asking/dispatch/pace.h"
#include "connectors/asking/question/destination.h"
#include "connectors/aws/client/client.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/curl_pool.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"
#include "connectors/aws/log/logged_exchange.h"

namespace awscost::asking {

class AwsDestinations {
 public:
  // `log` outlives it, and it outlives its destinations.
  explicit AwsDestinations(log::Log& log);

  // Requests for credentials are made within these from now on: whoever resolves hands them over first, because threads
  // that send must not read the settings.
  void set_limits(const http::Limits& limits);

  // `profile`: the statement's, else the setting's; `limits`: of the requests to come. For several threads at once.
  // Throws wire::SendError (nothing was sent to the service) and sql::InterruptError(false).
  Destination resolve(const Whom& whom, const std::string& profile, const http::Limits& limits,
                      const sql::Interrupted& interrupted);

 private:
  http::Limits limits();

  std::mutex mutex_;  // guards limits_
  http::Limits limits_;
  http::CurlPool pool_;
  log::LoggedExchange exchange_;
  credentials::ProviderChain chain_;
  aws::Client client_;
  dispatch::Pace pace_;
};

}  // namespace awscost::asking
