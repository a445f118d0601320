// The log's line about one request. Pure functions; a line holds no secret because of what it is made of: no header but
// the request id, no body, no query value, no user name of a URL. What an answer or an error repeats of the request is
// left out.
//
//   2026-11-22T05:03:11Z ce:GetCostAndUsage page 2 profile prod POST https://ce.us-east-1.amazonaws.com/
//       200 18342 bytes 312 ms request-id 4f0c...                      (one line; the time is that of the start)
//   ... failed after 30 ms: https://ce.us-east-1.amazonaws.com could not be reached (...). Nothing was sent. ...
//
// Example:
//
//   std::string line(const RequestSummary& summary, const http::Request& request, const wire::Reply& reply) {
//     return answer_line(summary, reply, Milliseconds(312), RequestTexts(request));
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/aws/http/exchange.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// The URL without query values: "https://sso.eu-west-1.amazonaws.com/federation/credentials?account_id&role_name".
std::string address(const std::string& url);

// The texts of a request that may be secret: header values, query, body. Refers to the request, which outlives it.
class RequestTexts {
 public:
  RequestTexts() = default;
  explicit RequestTexts(const http::Request& request);

  // `text` with "[...]" for each run of 16 characters or more that the request holds too.
  std::string removed_from(std::string_view text) const;
  bool contain(std::string_view text) const;

 private:
  std::vector<std::string_view> texts_;
};

struct RequestSummary {
  std::chrono::sys_seconds start;
  std::string label;  // empty: a dash
  std::string method;
  std::string address;  // without secrets
};

using Milliseconds = std::chrono::milliseconds;

std::string answer_line(const RequestSummary& summary, const wire::Reply& reply, Milliseconds took,
                        const RequestTexts& texts);
std::string failure_line(const RequestSummary& summary, std::string_view sentence, Milliseconds took,
                         const RequestTexts& texts);
std::string interrupt_line(const RequestSummary& summary, Milliseconds took);

}  // namespace awscost::log
