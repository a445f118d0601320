// One request to whoever gives out credentials (STS, SSO, a container's or an instance's endpoint), with repetitions.
//
// Whoever refuses a request may repeat it: secrets of ours are struck out of an error's body. Those of the headers that
// carry any are known here, those of a body are named in Manner.
//
// The rules for repeating are those of every other request (connectors/retry); these requests are free, so nothing of
// them stands in the ledger.
//
//   const wire::Reply reply = credentials::send(request, asking, {.attempts = 3});
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "connectors/aws/credentials/world.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/retries/policy.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

struct Manner {
  int attempts = 0;                                          // 0: AWS_MAX_ATTEMPTS, else 3
  std::optional<std::chrono::milliseconds> timeout;          // of one attempt; nothing: the limits in force
  std::optional<std::chrono::milliseconds> pause;            // between two attempts; nothing: as connectors/retry says
  std::function<retries::Kind(const wire::Reply&)> kind_of;  // empty: retries::kind_of, which reads JSON
  std::vector<std::string_view> secrets;                     // struck out of an error's body
  std::string about;  // whom it is for, told in errors: "role 'arn:aws:iam::…'"
};

// The last answer, whatever its status. Throws wire::SendError (maybe_charged = false) where none came, and
// sql::InterruptError(false).
wire::Reply send(const http::Request& request, const Asking& asking, const Manner& manner = {});

}  // namespace awscost::credentials
