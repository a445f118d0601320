// A sender that answers from a script, for the tests of Retrying. A call without a script is answered with 200.
//
//   aws.rounds  ->  {"a b", "a"}, the bodies of each send_all
//
// Example:
//
//   void fail_twice(Scripted& aws) {
//     aws.script["a"] = {answer(503), lost()};  // for the call with body "a"
//   }
#pragma once

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/asking/question/reporter.h"
#include "connectors/wire/outcome.h"

namespace awscost::retry {

using Cause = wire::SendError::Cause;
using Answer = std::function<wire::Reply()>;

inline Answer answer(int status, std::string body = "", std::vector<wire::Header> headers = {}) {
  return
      [reply = wire::Reply{.status = status, .headers = std::move(headers), .body = std::move(body)}] { return reply; };
}
// An error with AWS's error code.
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

class Scripted : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    std::string round;
    for (const asking::Question& question : questions) round += (round.empty() ? "" : " ") + question.call.body;
    rounds.push_back(round);
    if (failure) std::rethrow_exception(failure);
    asking::Reporter reporter(answered, interrupted);
    bool stopped = false;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      stopped = stopped || reporter.wants_to_stop();
      asking::Answer answer = stopped ? asking::not_sent() : send_one(questions[i]);
      stopped = stopped || wire::is_interrupt(answer.outcome);
      reporter.report(i, std::move(answer));
    }
    reporter.end();
  }

  std::map<std::string, std::deque<Answer>> script;  // by body
  std::vector<asking::Question> sent;
  std::vector<std::string> rounds;
  std::function<void()> while_sending;
  std::exception_ptr failure;  // of the whole batch

 private:
  asking::Answer send_one(const asking::Question& question) {
    sent.push_back(question);
    if (while_sending) while_sending();
    std::deque<Answer>& answers = script[question.call.body];
    if (answers.empty()) return {.outcome = wire::Reply{.status = 200, .body = question.call.body}};
    const Answer next = std::move(answers.front());
    answers.pop_front();
    try {
      return {.outcome = next()};
    } catch (...) {
      return {.outcome = wire::caught()};
    }
  }
};

}  // namespace awscost::retry
