// Everything between a call and AWS, put together: several at a time, each in its turn, signed with the credentials of
// its profile, over connections that stay open.
//
//   Dispatcher > Paced > aws::Client (> credentials::ProviderChain) > log::LoggedExchange > http::CurlPool
//
// The pace is this connection's: other connections and other tools share the account's quota, so it stays below that.
#pragma once

#include <mutex>
#include <string>

#include "connectors/asking/dispatch/dispatcher.h"
#include "connectors/asking/dispatch/pace.h"
#include "connectors/aws/client/client.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/curl_pool.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"
#include "connectors/aws/log/logged_exchange.h"
#include "connectors/wire/call.h"

namespace awscost::chosen {

// Threads that send ask for the limits while the calling thread owns the settings: they are handed over beforehand.
class AwsConnector {
 public:
  // `log` outlives it.
  explicit AwsConnector(log::Log& log);

  wire::Connector& with(const http::Limits& limits);

  // Attempts that a call with this profile has (empty: the one in force). Throws wire::SendError (nothing was sent)
  // where what is configured cannot be read.
  int max_attempts(const std::string& profile) const;

 private:
  http::Limits limits();

  std::mutex mutex_;
  http::Limits limits_;
  http::CurlPool pool_;
  log::LoggedExchange exchange_;
  credentials::ProviderChain chain_;
  aws::Client client_;
  dispatch::Pace pace_;
  dispatch::Paced paced_;
  dispatch::Dispatcher dispatcher_;
};

}  // namespace awscost::chosen
