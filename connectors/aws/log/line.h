// The line that the log holds of one request. Pure; and free of secrets by what it is made of: no header but the
// request id, no body, no query value, no user name of a URL. What an answer or an error repeats of the request is left
// out.
//
//   2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/
//       200 18342 bytes 312 ms request-id 4f0c…                      (one line; the time is that of the start)
//   … failed after 30 ms: https://ce.us-east-1.amazonaws.com could not be reached (…). Nothing was sent. …
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/aws/http/exchange.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// The URL without values: "https://sso.eu-west-1.amazonaws.com/federation/credentials?account_id&role_name".
std::string address(const std::string& url);

// The texts that travel with a request and may be secret: values of its headers, its query, its body. Refers to them.
class Carried {
 public:
  Carried() = default;
  explicit Carried(const http::Request& request);

  // `text` with "[…]" for each run of 16 characters or more that is carried.
  std::string without(std::string_view text) const;
  bool contains(std::string_view text) const;

 private:
  std::vector<std::string_view> texts_;
};

struct Asked {
  std::chrono::sys_seconds at;
  std::string label;  // empty: a dash
  std::string method;
  std::string address;  // where it went, without secrets
};

using Milliseconds = std::chrono::milliseconds;

std::string answered(const Asked& asked, const wire::Reply& reply, Milliseconds took, const Carried& carried);
std::string failed(const Asked& asked, std::string_view sentence, Milliseconds took, const Carried& carried);
std::string interrupted(const Asked& asked, Milliseconds took);

}  // namespace awscost::log
