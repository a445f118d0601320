#include "connectors/asking/destinations/aws_destinations.h"

#include <memory>
#include <string_view>
#include <utility>

#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/retries/policy.h"

namespace awscost::asking {
namespace {

// Whose limit a request counts against: an account's at one endpoint. Where the account is not known, the principal
// stands for it.
std::string account_at(const aws::Route& route) {
  return route.endpoint.url + '\n' + (route.account_id.empty() ? route.principal : route.account_id);
}

// Sends calls along one route, at the account's pace where AWS answers: another server's limits are its own, and where it
// throttles, the request that it throttled waits.
class RoutedConnection : public wire::Connector {
 public:
  RoutedConnection(aws::Client& client, dispatch::Pace& pace, aws::Route route, const http::Limits& limits)
      : client_(client),
        pace_(pace),
        route_(std::move(route)),
        limits_(limits),
        account_(account_at(route_)),
        is_paced_(endpoint::is_of_aws(route_.endpoint)) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override {
    if (is_paced_) pace_.take(call.service, account_, interrupted);
    wire::Reply reply = client_.send(call, route_, limits_, interrupted);
    const bool is_throttled = is_paced_ && retries::classify(reply) == retries::RetryReason::kThrottling;
    if (is_throttled) pace_.slow_down(call.service, account_);
    return reply;
  }

 private:
  aws::Client& client_;
  dispatch::Pace& pace_;
  aws::Route route_;
  http::Limits limits_;
  std::string account_;
  bool is_paced_;
};

// Who answers and who asks: what one principal sees, another one of the same account may not.
std::string key_of(const aws::Route& route) {
  std::string key = "aws";
  for (const std::string_view part :
       {std::string_view(route.endpoint.url), std::string_view(route.endpoint.signing_region),
        std::string_view(route.account_id), std::string_view(route.principal)}) {
    key += '\n';
    key += part;
  }
  return key;
}

}  // namespace

AwsDestinations::AwsDestinations(log::Log& log, dispatch::Clock clock)
    : exchange_(pool_, log),
      chain_(credentials::process_world(exchange_, [this] { return limits(); })),
      client_(chain_),
      pace_(dispatch::kAwsRates, std::move(clock)) {}

void AwsDestinations::set_limits(const http::Limits& limits) {
  const std::lock_guard lock(mutex_);
  limits_ = limits;
}

http::Limits AwsDestinations::limits() {
  const std::lock_guard lock(mutex_);
  return limits_;
}

Destination AwsDestinations::resolve(const Whom& whom, const std::string& profile, const http::Limits& limits,
                                     const sql::Interrupted& interrupted) {
  aws::Route route = client_.route({.service = whom.service, .profile = profile, .region = whom.region}, interrupted);
  Destination destination{.whom = whom,
                          .connector = "aws",
                          .profile = profile,
                          .region = route.region.empty() ? route.endpoint.signing_region : route.region,
                          .endpoint = route.endpoint.url,
                          .account_id = route.account_id,
                          .credentials = route.credentials,
                          .key = key_of(route) + '\n' + profile,
                          .kept_under = key_of(route),
                          .max_attempts = route.max_attempts};
  destination.connection = std::make_shared<RoutedConnection>(client_, pace_, std::move(route), limits);
  return destination;
}

}  // namespace awscost::asking
