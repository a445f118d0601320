// Answers one HTTP request: verifier, rate limit, sandbox and log. Without network access.
//
// How: X-Amz-Target names the service. A request without it is API Gateway's, which routes by path; a POST to / without
// it is STS's where it is a form, else it has no service. Refusals have the form of the service's protocol.
//
// Example:
//
//   wire::Reply answer_logged(Answering& account, const Verifier& verifier, const HttpRequest& request) {
//     return Exchange(account, verifier, {.log = "requests.jsonl"}).answer(request);
//   }
#pragma once

#include <chrono>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "connectors/sandbox/sandbox.h"
#include "connectors/sandbox/server/rate_limit.h"
#include "connectors/sandbox/server/verifier.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct ExchangeOptions {
  std::string log = {};       // a file to append one JSON line per request to; empty: none
  unsigned gateway_rate = 0;  // API Gateway's requests per second, bursts of four times as many; 0: no limit
  // `now` checks signatures, `ticks` measures the rate. Empty: the system's clocks.
  std::function<std::chrono::sys_seconds()> now = {};
  std::function<RateLimit::Time()> ticks = {};
};

class Exchange {
 public:
  // Throws std::runtime_error if the log cannot be opened.
  Exchange(Answering& account, Verifier verifier, ExchangeOptions options);

  wire::Reply answer(const HttpRequest& request);

 private:
  wire::Reply checked_answer(const HttpRequest& request, const wire::Call& call);
  void record(const wire::Call& call, const HttpRequest& request, const wire::Reply& reply);

  Answering& account_;
  Verifier verifier_;
  ExchangeOptions options_;
  RateLimit gateway_limit_;
  std::ofstream log_;
};

}  // namespace awscost::sandbox
