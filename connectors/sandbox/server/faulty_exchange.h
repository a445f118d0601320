// An exchange with a fault script: the answer to a request, and how its bytes are delivered.
//
// How: the script selects a fault by the request's page token and key. The request is then verified like any other, so
// a retry must be signed anew. Faults of the answer apply between the verifier and the sandbox. Without faults this is
// a plain Exchange.
//
// Example:
//
//   Delivery second_delivery(Answering& account, const Verifier& verifier, const HttpRequest& request) {
//     FaultyExchange exchange(account, verifier, {}, "2:reset-in-body");
//     exchange.answer(request);
//     return exchange.answer(request).delivery;  // half of the body, then a reset
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sandbox/server/exchange.h"
#include "connectors/sandbox/server/faults.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

// How much of an answer is sent, and what happens to the connection afterwards.
struct Delivery {
  enum class Part : std::uint8_t { kNone, kHalf, kWhole };
  enum class Then : std::uint8_t { kGoOn, kClose, kReset, kSilence };

  Part part = Part::kWhole;
  Then then = Then::kGoOn;
  std::int64_t untrue_length = 0;          // added to Content-Length
  bool twice = false;                      // an unsolicited second answer follows
  std::chrono::milliseconds trickling{0};  // duration of sending in small pieces; 0: at once
};

struct Answer {
  wire::Reply reply;
  Delivery delivery;
  std::uint64_t request = 0;  // number of the request, from 1
};

class FaultyExchange : private Answering {
 public:
  // Throws std::invalid_argument for a malformed spec, and what Exchange throws.
  FaultyExchange(Answering& account, const Verifier& verifier, ExchangeOptions options, std::string_view faults);
  FaultyExchange(const FaultyExchange&) = delete;
  FaultyExchange& operator=(const FaultyExchange&) = delete;

  Answer answer(const HttpRequest& request);

 private:
  wire::Reply send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) override;
  FaultScript::Asked asked(const HttpRequest& request) const;
  ExchangeOptions with_clock(ExchangeOptions options);
  void finish(wire::Reply& reply) const;
  std::chrono::sys_seconds now() const;

  Answering& account_;
  FaultScript script_;
  std::string first_key_;
  std::function<std::chrono::sys_seconds()> clock_;
  Exchange exchange_;
  std::uint64_t requests_ = 0;
  std::optional<Fault> fault_;                               // of the current request
  std::optional<std::string> token_;                         // of the current request
  std::map<std::string, int, std::less<>> pages_;            // page number by token
  std::map<std::string, std::string, std::less<>> detours_;  // real token by token of an inserted empty page
};

}  // namespace awscost::sandbox
