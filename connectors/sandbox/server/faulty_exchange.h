// The exchange with a script of faults: what a request is answered, and how the bytes of the answer are to travel.
//
// How: the script decides when a request comes in, by its page token and its key. The request is then verified as any
// other, so that one which is sent again must be signed anew; between the verifier and the sandbox a fault's own
// answer, or its change to the right one, comes in. Without faults it is the exchange and nothing else.
//
//   FaultyExchange exchange(sandbox, verifier, {}, "2:reset-in-body");
//   const Answer answer = exchange.answer(request);      the second time: half of it, then a reset
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

// How an answer travels: how much of it is sent, and what becomes of the connection then.
struct Delivery {
  enum class Part : std::uint8_t { kNone, kHalf, kWhole };
  enum class Then : std::uint8_t { kGoOn, kClose, kReset, kSilence };

  Part part = Part::kWhole;
  Then then = Then::kGoOn;
  std::int64_t untrue_length = 0;          // added to Content-Length
  bool twice = false;                      // followed by an answer that nobody asked for
  std::chrono::milliseconds trickling{0};  // how long it takes, a little at a time; 0: at once
};

struct Answer {
  wire::Reply reply;
  Delivery delivery;
  std::uint64_t request = 0;  // which one it answers, from 1
};

class FaultyExchange : private Answering {
 public:
  // Throws std::invalid_argument where the spec cannot be read, else what Exchange throws.
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
  std::optional<Fault> fault_;                               // of the request that is being answered
  std::optional<std::string> token_;                         // of the same
  std::map<std::string, int, std::less<>> pages_;            // which page a token leads to
  std::map<std::string, std::string, std::less<>> detours_;  // from the token of an empty page to the one it stands for
};

}  // namespace awscost::sandbox
