// A check of the setup: whose credentials, which account, Region and endpoint, what may be spent, and what to do next.
//
// How: destinations are resolved as a query's are, and STS is asked who asks, which is free; no paid operation is. Each
// line is found by itself: what fails is a sentence with its cure in that line, and the others follow.
//
//   connector      aws: Cost Explorer charges $0.01 for each request and page
//   credentials    profile prod: ...
//   ! account      STS refused sts:GetCallerIdentity (HTTP 403, InvalidClientTokenId): ...
//   next           ...
//
// Example:
//
//   bool is_ready(const Parts& parts) {
//     return check(parts, "").find("\n!") == std::string::npos;
//   }
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "connectors/asking/question/money.h"
#include "connectors/asking/question/question.h"
#include "connectors/asking/question/resolver.h"
#include "connectors/asking/settings/settings.h"
#include "sql/interrupt.h"

namespace awscost::check {

// What the check looks at. The references outlive the parts.
struct Parts {
  const settings::Settings& settings;
  asking::Resolver& resolver;
  asking::Sender& sender;                                // does not answer from what is kept
  std::function<asking::MicroDollars()> spent;           // by this connection
  std::function<std::string()> cache_path;               // as it is opened; empty: a private file
  std::function<std::chrono::sys_seconds()> real_clock;  // this computer's
  sql::Interrupted interrupted;
};

// The lines, for `profile`; empty: for the one in force. Throws sql::InterruptError.
std::string check(const Parts& parts, const std::string& profile);

}  // namespace awscost::check
