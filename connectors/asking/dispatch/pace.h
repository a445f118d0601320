// Limits how fast requests are sent: a token bucket for each service and account, since AWS's limits are an account's.
//
// How: a full bucket holds `burst` tokens, and `per_second` new ones come in. A bucket is stored as the time at which
// it will be full again, so nothing has to tick. A caller without a token sleeps until the next one is due, in steps
// short enough to notice an interrupt, and tries again. Each attempt of a request takes a token.
//
// Example:
//
//   wire::Reply send_in_turn(Pace& pace, wire::Connector& connector, const wire::Call& call) {
//     pace.take(call.service, "111122223333", {});
//     return connector.send(call, {});
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

 private:
  using Time = std::chrono::steady_clock::time_point;

  struct Service {
    std::string name;
    std::chrono::nanoseconds interval;  // between two tokens
    std::chrono::nanoseconds slack;     // how far ahead a bucket's time may be while there still is a token
    std::map<std::string, Time, std::less<>> full_again;  // by account; none: the bucket is full
  };

  std::chrono::nanoseconds try_take(Service& service, const std::string& account);

  Clock clock_;
  std::mutex mutex_;               // guards full_again
  std::vector<Service> services_;  // their number never changes
};

}  // namespace awscost::dispatch
