// Limits how fast requests are sent: a token bucket for each service and account, since AWS's limits are an account's.
//
// How: a full bucket holds `burst` tokens, and `per_second` new ones come in. A bucket is stored as the time at which
// it will be full again, so nothing has to tick. A caller without a token sleeps until the next one is due, in steps
// short enough to notice an interrupt, and tries again. Each attempt of a request takes a token.
//
// An account's limit may be lower than the rates below, and other tools use it too. So where AWS throttles, the account's
// pace is halved, but to no less than one in four seconds, and what is left of the burst is gone; every ten seconds without
// throttling double it again. AWS's SDKs call that adaptive.
//
// Example:
//
//   wire::Reply send_in_turn(Pace& pace, wire::Connector& connector, const wire::Call& call) {
//     pace.take(call.service, "111122223333", {});
//     wire::Reply reply = connector.send(call, {});
//     if (reply.status == 429) pace.slow_down(call.service, "111122223333");
//     return reply;
//   }
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::dispatch {

struct Rate {
  std::string_view service;  // Call::service
  int per_second = 1;
  int burst = 1;
};

// API Gateway: "10 requests per second with a burst limit of 40" for the whole control plane, per account and region;
// the rest of the burst is left to the account's other tools. Cost Explorer and the Pricing Calculator publish no
// limit; AWS's staff advise staying under about 10 a second (botocore issue 1820). Services that are not listed are not
// paced.
inline constexpr std::array kAwsRates = {Rate{.service = "apigateway", .per_second = 10, .burst = 10},
                                         Rate{.service = "ce", .per_second = 10, .burst = 20},
                                         Rate{.service = "bcm-pricing-calculator", .per_second = 10, .burst = 20}};

// Both may be called by several threads at once.
struct Clock {
  std::function<std::chrono::steady_clock::time_point()> now;
  std::function<void(std::chrono::nanoseconds)> sleep;
};

Clock process_clock();

// For several threads at once.
class Pace {
 public:
  Pace(std::span<const Rate> rates, Clock clock);

  // Returns when a request to the service may be sent; at once where the service is not paced. `account`: whose limit it
  // counts against, any text that stands for one account at one endpoint. Throws sql::InterruptError(false) and takes no
  // token where `interrupted` is true first.
  void take(std::string_view service, const std::string& account, const sql::Interrupted& interrupted);

  // AWS has throttled a request of the account. Several within a second count as one: they left at one pace.
  void slow_down(std::string_view service, const std::string& account);

 private:
  using Time = std::chrono::steady_clock::time_point;

  struct Bucket {
    Time full_again;
    int halved = 0;  // how often the pace was, by `throttled`
    Time throttled = Time::min();
  };
  struct Service {
    std::string name;
    std::chrono::nanoseconds interval;  // between two tokens
    int burst;
    std::map<std::string, Bucket, std::less<>> buckets;  // by account; none: it is full, and the pace is the usual
  };

  Service* paced(std::string_view service);
  std::chrono::nanoseconds try_take(Service& service, const std::string& account);

  Clock clock_;
  std::mutex mutex_;               // guards the buckets
  std::vector<Service> services_;  // their number never changes
};

}  // namespace awscost::dispatch
