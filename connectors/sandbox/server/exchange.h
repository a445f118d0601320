// One request through verifier, rate limit, sandbox and log, without any network in it.
//
// How: X-Amz-Target names the service; a request without one is API Gateway's, which goes by path (a POST to / alone is
// nobody's). Refusals are dressed as that service does.
//
//   Exchange exchange(sandbox, verifier, {.log = "requests.jsonl"});
//   wire::Reply reply = exchange.answer(request);
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
  std::string log = {};       // a file that gets one JSON line a request; empty: none
  unsigned gateway_rate = 0;  // requests a second for API Gateway, four times as many at once; 0: no limit
  // The clocks that signatures are checked by, and that the rate is measured by; empty: the real ones.
  std::function<std::chrono::sys_seconds()> now = {};
  std::function<RateLimit::Time()> ticks = {};
};

class Exchange {
 public:
  // Throws std::runtime_error where the log cannot be written.
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
