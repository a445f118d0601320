// AWS itself as a Connector: one call becomes one signed HTTP request, sent once.
//
// How: credentials and endpoint are looked up anew for each call, the request is signed with the current time, and any
// HTTP status comes back as a Reply. What failed is thrown as wire::SendError, also what is missing in the
// configuration (maybe_charged = false). Repeating is not done here: a Connector that wraps this one decides on it, and
// each of its attempts is then signed anew, as AWS demands.
//
//   const aws::Environment environment = aws::process_environment();
//   http::Curl::Options curl{.ca_bundle = aws::non_empty(environment, "AWS_CA_BUNDLE").value_or("")};
//   aws::Client client({.environment = environment,
//                       .signing_clock = [] { return floor<seconds>(system_clock::now()); },
//                       .limits = [] { return http::Limits{}; },
//                       .exchange = std::make_unique<http::CurlPool>(curl)});
//   wire::Reply reply = client.send(call, interrupted);
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "connectors/aws/environment.h"
#include "connectors/http/exchange.h"
#include "connectors/wire/call.h"

namespace awscost::aws {

// Holds no credentials between calls, and nothing else that a call changes: for several threads at once, provided that
// what it was given is. An http::CurlPool is, an http::Curl is not.
class Client : public wire::Connector {
 public:
  // Each is asked by all the threads that send.
  struct Options {
    Environment environment;
    std::function<std::chrono::sys_seconds()> signing_clock;  // the real time: AWS checks it
    std::function<http::Limits()> limits;                     // asked for each call
    std::unique_ptr<http::Exchange> exchange;
  };

  explicit Client(Options options);  // every option must be given
  wire::Reply send(const wire::Call& call, const wire::Interrupted& interrupted) override;

 private:
  const Options options_;
};

}  // namespace awscost::aws
