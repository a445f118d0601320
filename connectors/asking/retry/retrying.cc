#include "connectors/asking/retry/retrying.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "connectors/aws/retries/attempts.h"
#include "connectors/aws/retries/policy.h"
#include "sql/text/words.h"

namespace awscost::retry {
namespace {

using asking::Answer;
using asking::Question;
using std::chrono::milliseconds;

// A question without a final answer.
struct Open {
  std::size_t place = 0;  // the caller's
  Question question;      // as the current or next attempt sends it
  retries::Attempts attempts;
  std::string invocation_id;
  bool may_be_charged = false;
  bool unsettled = false;
  std::optional<Answer> last;  // of the previous attempt
};

enum class Verdict : std::uint8_t {
  kFinal,     // report this answer
  kHeldBack,  // the gate refused the repetition: report the previous answer
  kNow,       // repeat at once
  kLater,     // repeat after the delay
};

// The error's sentence, with the number of attempts.
std::string sentence(const wire::SendError& error, const Open& open) {
  if (open.question.attempt == 1) return error.what();
  std::string words = text::with_full_stop(error.what());
  words += " This was the last of " + std::to_string(open.question.attempt) + " attempts";
  if (!error.maybe_charged() && (open.may_be_charged || open.unsettled))
    words += "; AWS may have received an earlier one";
  return words + ".";
}

sql::InterruptError interrupted(const Open& open, bool maybe_charged) {
  return sql::InterruptError(maybe_charged || open.may_be_charged || open.unsettled);
}

}  // namespace

// The rounds of attempts of one send_all.
class Retrying::Rounds {
 public:
  Rounds(Retrying& retrying, asking::Reporter& reporter, std::span<const Question> questions)
      : retrying_(retrying), reporter_(reporter) {
    open_.reserve(questions.size());  // `now_` and `later_` point into it
    now_.reserve(questions.size());
    later_.reserve(questions.size());
    for (std::size_t place = 0; place < questions.size(); ++place) {
      const Question& question = questions[place];
      open_.push_back({.place = place,
                       .question = question,
                       .attempts = retries::Attempts({.max_attempts = question.destination->max_attempts,
                                                      .random = retrying.options_.random,
                                                      .quota = &retrying.quota_,
                                                      .service = question.call.service}),
                       .invocation_id = retrying.options_.invocation_id()});
      now_.push_back(&open_.back());
    }
  }

  void run() {
    bool first = true;  // the sender below checks for an interrupt itself before the first round
    while (!now_.empty() || !later_.empty()) {
      const bool stopped = now_.empty() ? !wait() : !first && wants_to_stop();
      if (stopped) return stop();
      send();
      first = false;
    }
  }

 private:
  void send() {
    const std::vector<Open*> round(now_);
    now_.clear();
    std::vector<Question> questions;
    questions.reserve(round.size());
    for (const Open* open : round) {
      Question& question = questions.emplace_back(open->question);
      question.call.label = asking::label(question);
      for (wire::Header& header :
           retries::invocation_headers(open->invocation_id, question.attempt, question.destination->max_attempts)) {
        question.call.headers.push_back(std::move(header));
      }
    }
    std::vector<bool> heard_of(round.size());
    try {
      retrying_.sender_.send_all(
          questions, [this] { return reporter_.wants_to_stop(); },
          [&](std::size_t nth, Answer answer) {
            heard_of[nth] = true;
            hear(*round[nth], std::move(answer));
          });
    } catch (...) {
      for (std::size_t nth = 0; nth < round.size(); ++nth) {
        if (!heard_of[nth]) hear(*round[nth], {.outcome = wire::caught()});
      }
    }
  }

  // If judging runs out of memory, this answer is final: a paid answer is not lost.
  void hear(Open& open, Answer answer) {
    Verdict verdict = Verdict::kFinal;
    try {
      verdict = judge(open, answer);
    } catch (const std::exception&) {
    }
    if (verdict == Verdict::kFinal) return reporter_.report(open.place, std::move(answer));
    // The gate's refusal only ends the repetitions. The question failed for the previous attempt's reason.
    if (verdict == Verdict::kHeldBack) return reporter_.report(open.place, *std::move(open.last));
    open.last = std::move(answer);
    ++open.question.attempt;
    (verdict == Verdict::kNow ? now_ : later_).push_back(&open);
  }

  Verdict judge(Open& open, Answer& answer) {
    if (open.last && std::holds_alternative<sql::Error>(answer.outcome)) return Verdict::kHeldBack;
    if (answer.row != 0) open.question.row = answer.row;
    const retries::RetryReason reason = learn(open, answer);
    const wire::Reply* reply = wire::reply_of(answer.outcome);
    const auto retry =
        open.attempts.next({.reason = reason, .reply = reply, .is_corrected = reply != nullptr && reply->mended});
    if (!retry) return Verdict::kFinal;
    delay_ = std::max(delay_, retry->delay);
    return retry->is_correction ? Verdict::kNow : Verdict::kLater;
  }

  // Adds the earlier attempts to the answer, and this one to `open`.
  retries::RetryReason learn(Open& open, Answer& answer) {
    answer.attempts = open.question.attempt;
    answer.unsettled = open.unsettled;
    if (const wire::Reply* reply = wire::reply_of(answer.outcome)) {
      open.unsettled = open.unsettled || retries::leaves_open(*reply);
      return retries::classify(*reply);
    }
    if (const auto* error = std::get_if<wire::SendError>(&answer.outcome)) {
      const retries::RetryReason reason = retries::classify(*error, open.question.call.price_usd == 0);
      answer.outcome = learn_of(open, *error);
      return reason;
    }
    if (const auto* interrupt = std::get_if<sql::InterruptError>(&answer.outcome)) {
      interrupted_ = true;
      answer.outcome = interrupted(open, interrupt->maybe_charged());
    }
    return retries::RetryReason::kNone;
  }

  static wire::SendError learn_of(Open& open, const wire::SendError& error) {
    const bool charged = error.maybe_charged() || open.may_be_charged;
    wire::SendError failure(sentence(error, open), charged, error.cause());
    open.may_be_charged = charged;
    open.unsettled = open.unsettled || error.maybe_charged();
    return failure;
  }

  bool wants_to_stop() { return interrupted_ || reporter_.wants_to_stop(); }

  // Waits for the longest delay. False where an interrupt ended it.
  bool wait() {
    std::swap(now_, later_);
    return retries::wait(std::exchange(delay_, milliseconds(0)), retrying_.options_.sleep,
                         [this] { return wants_to_stop(); });
  }

  void stop() {
    for (const std::vector<Open*>* waiting : {&now_, &later_}) {
      for (const Open* open : *waiting) {
        reporter_.report(
            open->place,
            {.outcome = interrupted(*open, false), .attempts = open->question.attempt - 1, .row = open->question.row});
      }
    }
  }

  Retrying& retrying_;
  asking::Reporter& reporter_;
  std::vector<Open> open_;
  std::vector<Open*> now_;    // to be sent at once
  std::vector<Open*> later_;  // to be sent after the delay
  milliseconds delay_{0};
  bool interrupted_ = false;
};

Retrying::Retrying(asking::Sender& sender, Options options) : sender_(sender), options_(std::move(options)) {}

void Retrying::send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                        const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  Rounds(*this, reporter, questions).run();
  reporter.end();
}

}  // namespace awscost::retry
