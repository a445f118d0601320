// The vocabulary of the wire: one request to an AWS service, its reply, and who can get the one for the other.
//
// A Call holds the bytes of a request and their price. Who is asked, and with whose credentials, is bound to the
// Connector that sends it (connectors/asking/question/destination.h). How a body is built is connectors/tables/request,
// how it is read connectors/tables/page, how it travels connectors/aws.
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
  std::string service;    // the endpoint prefix: "ce", "bcm-pricing-calculator", "apigateway", "sts"
  std::string operation;  // the API's name of the operation: "GetCostAndUsageWithResources"
  std::string method = "POST";
  std::string path = "/";                                  // percent-encoded once, as it is sent
  std::vector<std::pair<std::string, std::string>> query;  // decoded names and values
  std::vector<Header> headers;                             // Content-Type, X-Amz-Target, Accept
  std::string body;
  double price_usd = 0;  // what AWS charges for one successful answer
  std::string label;     // what the log calls it, without secrets: "ce:GetCostAndUsage page 2"; never sent
};

struct Reply {
  int status = 0;  // HTTP status
  std::vector<Header> headers;
  std::string body;
  // The client has repaired the cause of a refusal (renewed its credentials, set its clock): the same call may succeed
  // when it is sent once more.
  bool mended = false;
};

// Status 2xx: the service did what was asked.
constexpr bool is_success(const Reply& reply) {
  return reply.status >= 200 && reply.status <= 299;
}

// Value of the header `name` (any case), or empty.
std::string_view header(const Reply& reply, std::string_view name);

// Sends one call to one destination. Any HTTP status is a reply; what send() throws is a SendError or an
// sql::InterruptError.
class Connector {
 public:
  virtual ~Connector() = default;
  virtual Reply send(const Call& call, const sql::Interrupted& interrupted) = 0;
};

// No reply came. `maybe_charged`: AWS may have received the request, so a charge cannot be ruled out.
class SendError : public std::runtime_error {
 public:
  // Whether sending again may help.
  enum class Cause : std::uint8_t {
    kStays,       // configuration, credentials, a certificate, an answer too large: it will not
    kNotReached,  // no connection
    kBroken,      // the connection broke before the answer was whole
    kTimeout,     // no whole answer within the time limit
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
