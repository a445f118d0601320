// The vocabulary of the wire: one request to an AWS service, its reply, and the interface that sends it.
//
// A Call holds the bytes of a request and its price. The Connector that sends it holds the endpoint and the credentials
// (connectors/asking/question/destination.h). Bodies are built in connectors/tables/request and decoded in
// connectors/tables/page.
//
// Example:
//
//   bool is_reachable(Connector& connector, const sql::Interrupted& interrupted) {
//     const Call call{.service = "ce", .operation = "GetTags", .body = R"({"TagKey":"team"})", .price_usd = 0.01};
//     return is_success(connector.send(call, interrupted));
//   }
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/interrupt.h"

namespace awscost::wire {

struct Header {
  std::string name;  // as written; compared without regard to case
  std::string value;
  bool operator==(const Header&) const = default;
};

struct Call {
  std::string service;    // the endpoint prefix: "ce", "bcm-pricing-calculator", "apigateway", "billing", "sts"
  std::string operation;  // the API's name of the operation: "GetCostAndUsageWithResources"
  std::string method = "POST";
  std::string path = "/";                                  // percent-encoded once, as it is sent
  std::vector<std::pair<std::string, std::string>> query;  // decoded names and values
  std::vector<Header> headers;                             // Content-Type, X-Amz-Target, Accept
  std::string body;
  double price_usd = 0;  // what AWS charges for one successful answer
  std::string label;     // its name in the log, without secrets: "ce:GetCostAndUsage page 2"; never sent
};

struct Reply {
  int status = 0;  // HTTP status
  std::vector<Header> headers;
  std::string body;
  // The client has repaired the cause of the refusal (renewed credentials, corrected clock): resending may succeed.
  bool mended = false;
};

// Status 200: the services' models name no other one for success. A 206 is a part of an answer, a 204 none.
constexpr bool is_success(const Reply& reply) {
  return reply.status == 200;
}

// Status 2xx: the service may have done the work and may charge for it.
constexpr bool is_accepted(const Reply& reply) {
  return reply.status >= 200 && reply.status <= 299;
}

// Value of the header `name` (any case), or empty.
std::string_view header(const Reply& reply, std::string_view name);

// Sends one call to one destination. Every HTTP status is a Reply. send() throws SendError or sql::InterruptError.
class Connector {
 public:
  virtual ~Connector() = default;
  virtual Reply send(const Call& call, const sql::Interrupted& interrupted) = 0;
};

// No complete reply came. `maybe_charged`: AWS may have received the request and may charge for it.
class SendError : public std::runtime_error {
 public:
  // Decides whether a retry may help.
  enum class Cause : std::uint8_t {
    kStays,       // a retry cannot help: configuration, credentials, a certificate, an answer that is too large
    kNotReached,  // no connection
    kBroken,      // the connection broke before the answer was complete
    kTimeout,     // no complete answer within the time limit, or only the beginning of one with status 200
  };

  SendError(const std::string& sentence, bool maybe_charged, Cause cause = Cause::kStays)
      : std::runtime_error(sentence), maybe_charged_(maybe_charged), cause_(cause) {}
  bool maybe_charged() const { return maybe_charged_; }
  Cause cause() const { return cause_; }

 private:
  bool maybe_charged_;
  Cause cause_;
};

}  // namespace awscost::wire
