// What goes over the wire: one request to an AWS service, its answer, and who can get the one for the other.
//
// Owns: the Call/Reply vocabulary that every sender shares (the AWS client, the sandbox, and what wraps them: ledger,
// budget). Does not own: how a body is built (connectors/request), how it is read (connectors/page), how it travels
// (connectors/aws, connectors/http).
//
//   wire::Call call{.service = "ce", .operation = "GetCostAndUsage", .body = R"({"Granularity":"DAILY"})"};
//   wire::Reply reply = connector.send(call, never_interrupted);
//   connector.send_all(calls, never_interrupted, [&](std::size_t call, wire::Outcome outcome) { … });
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>
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

// The protocol decides which headers a call carries; `service` decides host, signing name and region (connectors/aws).
struct Call {
  std::string service;    // the endpoint prefix: "ce", "bcm-pricing-calculator", "apigateway", "sts"
  std::string operation;  // the API's name of the operation: "GetCostAndUsageWithResources"
  std::string method = "POST";
  std::string path = "/";                                  // percent-encoded once, as it is sent
  std::vector<std::pair<std::string, std::string>> query;  // decoded names and values
  std::vector<Header> headers;                             // Content-Type, X-Amz-Target, Accept
  std::string body;
  std::string profile;        // the AWS profile to ask with; empty: the one in force
  std::string region;         // the client's region; empty: the one in force
  double price_usd = 0;       // what AWS charges for one successful answer
  int page = 1;               // 1 for the first page of a scan, then 2, 3, …
  bool secret = false;        // the answer may hold secrets: it never goes into a file
  int attempt = 1;            // 2, 3, …: the same call once more
  std::uint64_t request = 0;  // row of `awscost_requests` that its earlier attempts stand in; 0: there was none
  // Nothing is sent to the service: credentials and endpoint are found, or the error says why not, and the answer is an
  // empty 200. It costs nothing and no ledger, cache or quota takes notice of it. Of several calls all rehearse or
  // none.
  bool rehearsal = false;
};

struct Reply {
  int status = 0;  // HTTP status
  std::vector<Header> headers;
  std::string body;
  int attempts = 1;     // how often it was sent until this answer came
  bool mended = false;  // the client has since mended what a refusal was about (renewed its credentials, set its
                        // clock): the same call, sent once more, may be answered
  // For people, no secret: where the keys of a refused request came from; empty where none were needed.
  std::string credentials = {};
  bool unsettled = false;     // an earlier attempt may have been carried out: no answer told what became of it
  std::uint64_t request = 0;  // row of `awscost_requests`, 0 where nobody keeps one
};

// Did the service do what was asked? Status 2xx.
constexpr bool is_success(const Reply& reply) {
  return reply.status >= 200 && reply.status <= 299;
}

bool is_rehearsal(std::span<const Call> calls);

// Value of the header `name` (any case), or empty.
std::string_view header(const Reply& reply, std::string_view name);

// What became of one call of several: exactly one of the two is there.
struct Outcome {
  std::optional<Reply> reply;
  std::exception_ptr error;   // what send() would have thrown
  std::uint64_t request = 0;  // row of `awscost_requests`, also where no answer came; 0 where nobody keeps one
};

// Told what became of the call that stands at `call` among those given.
using Answered = std::function<void(std::size_t call, Outcome outcome)>;

// Gets calls answered. Any HTTP status is an answer; what send() throws is a SendError or an sql::InterruptError.
class Connector {
 public:
  virtual ~Connector() = default;
  virtual Reply send(const Call& call, const sql::Interrupted& interrupted) = 0;

  // Sends calls that do not depend on each other. `answered` is told of each of them once, on the calling thread, in
  // the order in which the answers come. An error of one does not touch the others. An interrupt stops all of them:
  // those that were not sent yet end in sql::InterruptError(false). What `answered` throws stops them as well; it is
  // told no more then, and send_all throws the same once nothing is under way any longer. Here: one after the other.
  // Who can have several under way at once overrides it (connectors/dispatch).
  virtual void send_all(std::span<const Call> calls, const sql::Interrupted& interrupted, const Answered& answered);
};

// No answer came. `maybe_charged` tells whether AWS may have received the request: a charge then cannot be ruled out.
class SendError : public std::runtime_error {
 public:
  // Whether it may pass when the request is sent again.
  enum class Cause : std::uint8_t {
    kStays,       // configuration, credentials, a certificate, an answer too large: it will not
    kNotReached,  // no connection
    kBroken,      // the connection broke before the answer was whole
    kTimeout,     // no whole answer within the time limit
  };

  // `unsettled`: as Reply::unsettled.
  SendError(const std::string& sentence, bool maybe_charged, Cause cause = Cause::kStays, bool unsettled = false)
      : std::runtime_error(sentence), maybe_charged_(maybe_charged), cause_(cause), unsettled_(unsettled) {}
  bool maybe_charged() const { return maybe_charged_; }
  Cause cause() const { return cause_; }
  bool unsettled() const { return unsettled_; }

 private:
  bool maybe_charged_;
  Cause cause_;
  bool unsettled_;
};

}  // namespace awscost::wire
