// One request to a credentials service (STS, SSO, a container's or an instance's endpoint), with retries.
//
// A refusal may repeat the request, so the request's secrets are removed from it. The headers with secrets are known
// here; secrets in a body are named in RequestOptions.
//
// Retries follow the same rules as queries (connectors/aws/retries). These requests are free and stand in no ledger.
//
// Example:
//
//   wire::Reply ask_once(const http::Request& request, const ProviderContext& context) {
//     return send(request, context, {.attempts = 1});
//   }
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "connectors/aws/credentials/world.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/retries/attempts.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

struct RequestOptions {
  int attempts = 0;                                                  // 0: AWS_MAX_ATTEMPTS, else 3
  std::optional<std::chrono::milliseconds> timeout;                  // of one attempt; nothing: the connection's limits
  std::optional<std::chrono::milliseconds> delay;                    // between two attempts; nothing: the usual backoff
  std::function<retries::RetryReason(const wire::Reply&)> classify;  // empty: retries::classify
  std::vector<std::string_view> secrets;                             // in the body: removed from a refusal
  std::string about;  // for errors: "role 'arn:aws:iam::111122223333:role/Reader'"
};

// The last answer, whatever its status. Throws wire::SendError (maybe_charged is false) where no answer came, and
// sql::InterruptError(false).
wire::Reply send(const http::Request& request, const ProviderContext& context, const RequestOptions& options = {});

}  // namespace awscost::credentials
