// AWS as a destination: puts the parts of connectors/aws together, for one SQLite connection.
//
//   a destination's connection:  RoutedConnection > aws::Client (> credentials::ProviderChain) > log::LoggedExchange >
//   http::CurlPool
//
// The pace stays below the account's quota at AWS, because other connections and tools share that quota. A server that is
// not AWS's (AWS_ENDPOINT_URL) is not paced.
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
  // `log` outlives it, and it outlives its destinations. `clock`: the pace's.
  explicit AwsDestinations(log::Log& log, dispatch::Clock clock = dispatch::process_clock());

  // Limits of requests for credentials. Set before resolve(), because its threads must not read the settings.
  void set_limits(const http::Limits& limits);

  // `profile`: the statement's, else the setting's; `limits`: of requests to the destination. For several threads at
  // once. Throws wire::SendError (nothing was sent to the service) and sql::InterruptError(false).
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
