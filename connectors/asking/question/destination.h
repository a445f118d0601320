// Where a question is sent and with which credentials: resolved once for each scan and never changed afterwards.
//
// A destination is a part of the key of kept replies, of a request's row in `awscost_requests`, and of a changed line,
// which is written back to where it was read. connectors/asking/destinations resolves it from the settings, the
// environment and AWS's files: a changed setting counts from the next scan on.
//
// Example:
//
//   bool has_moved(const Destination& destination, const Destination& before) {
//     return destination.key != before.key;
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "connectors/asking/question/money.h"
#include "connectors/wire/call.h"

namespace awscost::asking {

// What a statement names of its destination; empty: the profile or region in force.
struct Whom {
  std::string service;  // wire::Call::service
  std::string profile;
  std::string region;
  bool operator==(const Whom&) const = default;
};

// What a scan may spend, by the settings when it began.
struct Limits {
  MicroDollars budget = 0;                        // of the connection
  std::int64_t max_requests = 0;                  // of a statement
  std::optional<MicroDollars> budget_daily = {};  // of all programs that share a file; nothing: no limit
  std::optional<MicroDollars> budget_monthly = {};
};

struct Destination {
  Whom whom;
  std::string connector;    // "aws" or "sandbox"
  std::string profile;      // the statement's, else the setting's; empty: AWS's default order found the credentials
  std::string region;       // in force
  std::string endpoint;     // a URL; in the sandbox, which account it is
  std::string account_id;   // empty where it is not known
  std::string credentials;  // where the keys come from, in words, without secrets; empty in the sandbox
  // Equal where the same question must have the same answer: made of connector, endpoint, region, principal and the
  // profile that a row shows. No secret.
  std::string key;
  // The same for answers that are kept past the statement: who answers and who asks, never by a profile's name. No secret.
  std::string kept_under;
  int max_attempts = 1;         // of a request, including the first
  bool several_at_once = true;  // requests may be under way together
  Limits limits;
  std::shared_ptr<wire::Connector> connection;  // for several threads at once
};

}  // namespace awscost::asking
