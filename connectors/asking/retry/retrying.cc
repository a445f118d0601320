#include "connectors/asking/retry/retrying.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "connectors/wire/asker.h"
#include "sql/error.h"

namespace awscost::retry {
namespace {

using std::chrono::milliseconds;

// A call without a last word yet.
struct Open {
  std::size_t place = 0;  // among the calls of who asked
  wire::Call call;        // as the attempt under way, or the next one, sends it
  retries::Attempts attempts;
  bool may_be_charged = false;
  bool unsettled = false;
  bool is_repeated = false;
  wire::Outcome last;  // of the attempt before
};

std::uint64_t row_of(const wire::Outcome& outcome) {
  return outcome.reply ? outcome.reply->request : outcome.request;
}

// Of an error: a setting or the gate kept it from being sent.
bool was_held_back(const wire::Outcome& outcome) {
  if (!outcome.error) return false;
  try {
    std::rethrow_exception(outcome.error);
  } catch (const sql::Error&) {
    return true;
  } catch (...) {
    return false;
  }
}

std::string sentence(const wire::SendError& error, const Open& open) {
  std::string words = error.what();
  if (open.call.attempt == 1) return words;
  if (!words.ends_with('.')) words += '.';
  words += " This was the last of " + std::to_string(open.call.attempt) + " attempts";
  if (!error.maybe_charged() && (open.may_be_charged || open.unsettled)) words += "; AWS may have received another one";
  return words + ".";
}

}  // namespace

// The calls of one send_all: rounds of attempts, and what each of them teaches.
class Retrying::Rounds {
 public:
  Rounds(Retrying& retrying, wire::Asker& asker, std::size_t most) : retrying_(retrying), asker_(asker) {
    open_.reserve(most);  // `now_` and `later_` point into it
  }

  void add(std::size_t place, const wire::Call& call) {
    try {
      open_.push_back({.place = place,
                       .call = call,
                       .attempts = retries::Attempts({.max_attempts = retrying_.options_.max_attempts(call),
                                                      .random = retrying_.options_.random,
                                                      .quota = &retrying_.quota_,
                                                      .service = call.service})});
      now_.push_back(&open_.back());
    } catch (...) {
      asker_.tell(place, {.error = std::current_exception()});
    }
  }

  void run() {
    bool first = true;  // before it the connector asks for an interrupt itself
    while (!now_.empty() || !later_.empty()) {
      const bool stopped = now_.empty() ? !wait() : !first && wants_to_stop();
      if (stopped) return stop();
      send(std::exchange(now_, {}));
      first = false;
    }
  }

 private:
  void send(const std::vector<Open*>& round) {
    std::vector<wire::Call> calls;
    calls.reserve(round.size());
    for (const Open* open : round) calls.push_back(open->call);
    std::vector<bool> heard_of(round.size());
    try {
      retrying_.connector_.send_all(
          calls, [this] { return asker_.wants_to_stop(); },
          [&](std::size_t nth, wire::Outcome outcome) {
            heard_of[nth] = true;
            hear(*round[nth], std::move(outcome));
          });
    } catch (...) {
      for (std::size_t nth = 0; nth < round.size(); ++nth) {
        if (!heard_of[nth]) hear(*round[nth], {.error = std::current_exception()});
      }
    }
  }

  // Each call gets its last word, also where there is no memory left to judge by.
  void hear(Open& open, wire::Outcome outcome) {
    try {
      judge(open, std::move(outcome));
    } catch (...) {
      asker_.tell(open.place, {.error = std::current_exception()});
    }
  }

  void judge(Open& open, wire::Outcome outcome) {
    // Not the gate's words but AWS's: what was asked has failed for their reason.
    if (open.is_repeated && was_held_back(outcome)) return asker_.tell(open.place, std::move(open.last));
    if (const std::uint64_t row = row_of(outcome); row != 0) open.call.request = row;
    const retries::RetryReason reason = outcome.reply ? take_in(open, *outcome.reply) : take_in(open, outcome.error);
    const wire::Reply* reply = outcome.reply ? &*outcome.reply : nullptr;
    const auto retry =
        open.attempts.next({.reason = reason, .reply = reply, .is_corrected = reply != nullptr && reply->mended});
    if (!retry) return asker_.tell(open.place, std::move(outcome));
    pause_ = std::max(pause_, retry->delay);
    again(open, std::move(outcome), retry->is_correction ? now_ : later_);
  }

  static void again(Open& open, wire::Outcome outcome, std::vector<Open*>& when) {
    open.last = std::move(outcome);
    open.is_repeated = true;
    ++open.call.attempt;
    when.push_back(&open);
  }

  // The reply tells of the attempts before it, and the next of this one.
  retries::RetryReason take_in(Open& open, wire::Reply& reply) {
    reply.attempts = open.call.attempt;
    reply.unsettled = open.unsettled;
    open.unsettled = open.unsettled || retries::leaves_open(reply);
    return retries::classify(reply);
  }

  // The same for what was thrown.
  retries::RetryReason take_in(Open& open, std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const wire::SendError& failed) {
      const bool charged = failed.maybe_charged() || open.may_be_charged;
      error = std::make_exception_ptr(wire::SendError(sentence(failed, open), charged, failed.cause(), open.unsettled));
      open.may_be_charged = charged;
      open.unsettled = open.unsettled || failed.maybe_charged();
      return retries::classify(failed, open.call.price_usd == 0);
    } catch (const sql::InterruptError& interrupt) {
      interrupted_ = true;
      error = interrupted(open, interrupt.maybe_charged());
    } catch (...) {  // no promise how far it got
    }
    return retries::RetryReason::kNone;
  }

  static std::exception_ptr interrupted(const Open& open, bool maybe_charged) {
    return std::make_exception_ptr(sql::InterruptError(maybe_charged || open.may_be_charged || open.unsettled));
  }

  bool wants_to_stop() { return interrupted_ || asker_.wants_to_stop(); }

  // For the longest delay of all. False where an interrupt ended it.
  bool wait() {
    now_ = std::exchange(later_, {});
    return retries::wait(std::exchange(pause_, milliseconds(0)), retrying_.options_.sleep,
                         [this] { return wants_to_stop(); });
  }

  void stop() {
    for (const std::vector<Open*>* calls : {&now_, &later_}) {
      for (const Open* open : *calls) {
        asker_.tell(open->place, {.error = interrupted(*open, false), .request = open->call.request});
      }
    }
  }

  Retrying& retrying_;
  wire::Asker& asker_;
  std::vector<Open> open_;
  std::vector<Open*> now_;    // to be sent without a pause
  std::vector<Open*> later_;  // to be sent after the pause
  milliseconds pause_{0};
  bool interrupted_ = false;
};

Retrying::Retrying(wire::Connector& connector, Options options) : connector_(connector), options_(std::move(options)) {}

wire::Reply Retrying::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  std::optional<wire::Outcome> outcome;
  send_all({&call, 1}, interrupted, [&](std::size_t, wire::Outcome told) { outcome = std::move(told); });
  if (!outcome->reply) std::rethrow_exception(outcome->error);
  return *std::move(outcome->reply);
}

void Retrying::send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                        const wire::Answered& answered) {
  if (wire::is_rehearsal(calls)) return connector_.send_all(calls, interrupted, answered);
  wire::Asker asker(answered, interrupted);
  Rounds rounds(*this, asker, calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) rounds.add(i, calls[i]);
  rounds.run();
  asker.end();
}

}  // namespace awscost::retry
