// A connector that answers from a script, for the tests of repeating.
//
//   Scripted aws;
//   aws.script["a"] = {answer(503), lost()};     the call with body "a"; then everything is answered with 200
//   aws.rounds == {"a b", "a"}                  bodies of each send_all, in order
#pragma once

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/wire/asker.h"
#include "connectors/wire/call.h"

namespace awscost::retry {

using Cause = wire::SendError::Cause;
using Answer = std::function<wire::Reply()>;

inline Answer answer(int status, std::string body = "", std::vector<wire::Header> headers = {}) {
  return
      [reply = wire::Reply{.status = status, .headers = std::move(headers), .body = std::move(body)}] { return reply; };
}
// An error that AWS gave a code.
inline Answer refusal(int status, const std::string& code, std::vector<wire::Header> headers = {}) {
  return answer(status, R"({"__type":")" + code + R"("})", std::move(headers));
}
inline Answer mended() {
  return [] { return wire::Reply{.status = 403, .body = R"({"__type":"ExpiredTokenException"})", .mended = true}; };
}
template <class Error>
Answer thrown(Error error) {
  return [error]() -> wire::Reply { throw error; };
}
inline Answer lost(Cause cause = Cause::kBroken) {
  return thrown(wire::SendError("It broke.", true, cause));
}
inline Answer no_route() {
  return thrown(wire::SendError("No route.", false, Cause::kNotReached));
}

class Scripted : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const sql::Interrupted&) override {
    sent.push_back(call);
    if (while_sending) while_sending();
    std::deque<Answer>& answers = script[call.body];
    if (answers.empty()) return {.status = 200, .body = call.body};
    const Answer next = std::move(answers.front());
    answers.pop_front();
    return next();
  }

  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override {
    std::string round;
    for (const wire::Call& call : calls) round += (round.empty() ? "" : " ") + call.body;
    rounds.push_back(round);
    if (failure) std::rethrow_exception(failure);
    wire::Connector::send_all(calls, interrupted, answered);
  }

  std::map<std::string, std::deque<Answer>> script;  // by body
  std::vector<wire::Call> sent;
  std::vector<std::string> rounds;
  std::function<void()> while_sending;
  std::exception_ptr failure;  // of the whole batch
};

}  // namespace awscost::retry
