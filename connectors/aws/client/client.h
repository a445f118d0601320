// AWS itself: one call becomes one signed HTTP request, sent once.
//
// How: a Route is found first (whose credentials, which Region, which endpoint) and does not change afterwards; sending
// signs with the route's credentials as they are by then and with the current time, and any HTTP status comes back as a
// Reply. What failed is thrown as wire::SendError, also what is missing in the configuration (maybe_charged = false).
// Repeating is decided above (connectors/asking/retry); each attempt is signed anew, as AWS demands.
//
// Two refusals are about us and not about the question: expired credentials and a wrong clock. The client asks for new
// credentials, or takes over the clock of AWS's Date header (World::clock_skew), and marks the reply as `mended`.
//
// Example:
//
//   wire::Reply ask(Client& client, const wire::Call& call, const sql::Interrupted& interrupted) {
//     const Route route = client.route({.service = call.service}, interrupted);
//     return client.send(call, route, http::Limits(), interrupted);
//   }
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "connectors/aws/config/profile.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/wire/call.h"

namespace awscost::aws {

// What is asked for; empty: what is in force.
struct RouteQuestion {
  std::string service;  // wire::Call::service
  std::string profile;
  std::string region;
};

// The profile that a route's credentials come from: as environment and files were when the route was found, and read
// anew once AWS has refused the credentials as expired. For several threads at once.
class RouteProfile {
 public:
  explicit RouteProfile(config::Profile profile) : profile_(std::move(profile)) {}

  config::Profile get() const {
    const std::lock_guard lock(mutex_);
    return profile_;
  }
  void set(config::Profile profile) {
    const std::lock_guard lock(mutex_);
    profile_ = std::move(profile);
  }

 private:
  mutable std::mutex mutex_;
  config::Profile profile_;
};

// How calls to one service reach it.
struct Route {
  std::shared_ptr<RouteProfile> profile;
  std::string region;  // the client's; empty where the service needs none and none is set
  endpoint::Endpoint endpoint;
  int max_attempts = 1;     // of a request, the first included
  std::string account_id;   // empty where it is not known
  std::string credentials;  // for people, no secret: where the keys come from
  std::string principal;    // who asks, no secret: stays when temporary keys are renewed
};

// For several threads at once.
class Client {
 public:
  // `chain` outlives the client, which sends through the exchange of the chain's World and uses its clock.
  explicit Client(credentials::ProviderChain& chain) : chain_(chain) {}

  // Finding credentials may send requests of its own, to whoever gives them out. Throws wire::SendError (nothing was
  // sent to the service) and sql::InterruptError(false).
  Route route(const RouteQuestion& question, const sql::Interrupted& interrupted);

  wire::Reply send(const wire::Call& call, const Route& route, const http::Limits& limits,
                   const sql::Interrupted& interrupted);

 private:
  credentials::ProviderChain& chain_;
};

}  // namespace awscost::aws
