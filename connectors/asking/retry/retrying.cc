#include "connectors/asking/retry/retrying.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "connectors/asking/question/reporter.h"

namespace awscost::retry {
namespace {

using asking::Answer;
using asking::Question;
using std::chrono::milliseconds;

constexpr milliseconds kStep{50};  // so soon an interrupt is noticed

// A question that has no last word yet.
struct Open {
  std::size_t place = 0;                             // among the questions of who asked
  Question question;                                 // as the attempt under way, or the next one, sends it
  int counted = 0;                                   // attempts; the one after a repair does not count
  bool mended = false;                               // was sent once more after a repair
  retries::Kind repetition = retries::Kind::kFinal;  // what its last repetition was for
  bool may_be_charged = false;
  bool unsettled = false;
  std::optional<Answer> last;  // of the attempt before
};

enum class Verdict : std::uint8_t {
  kFinal,     // reported as it is
  kHeldBack,  // the gate kept a repetition back: the answer before it is reported
  kNow,       // once more, at once
  kLater,     // once more, after the pause
};

// What has become of the attempts, for people.
std::string sentence(const wire::SendError& error, const Open& open) {
  std::string words = error.what();
  if (open.question.attempt == 1) return words;
  if (!words.ends_with('.')) words += '.';
  words += " This was the last of " + std::to_string(open.question.attempt) + " attempts";
  if (!error.maybe_charged() && (open.may_be_charged || open.unsettled)) words += "; AWS may have received another one";
  return words + ".";
}

sql::InterruptError interrupted(const Open& open, bool maybe_charged) {
  return sql::InterruptError(maybe_charged || open.may_be_charged || open.unsettled);
}

}  // namespace

// The questions of one send_all: rounds of attempts, and what each of them teaches.
class Retrying::Rounds {
 public:
  Rounds(Retrying& retrying, asking::Reporter& reporter, std::span<const Question> questions)
      : retrying_(retrying), reporter_(reporter) {
    open_.reserve(questions.size());  // `now_` and `later_` point into it
    now_.reserve(questions.size());
    later_.reserve(questions.size());
    for (std::size_t place = 0; place < questions.size(); ++place) {
      open_.push_back({.place = place, .question = questions[place]});
      now_.push_back(&open_.back());
    }
  }

  void run() {
    bool first = true;  // before it the sender asks for an interrupt itself
    while (!now_.empty() || !later_.empty()) {
      if (now_.empty()) wait();
      if (!first && wants_to_stop()) return stop();
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
    for (const Open* open : round) questions.push_back(open->question);
    for (Question& question : questions) question.call.label = asking::label(question);
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

  // Without memory to judge by, what came is the last word: a paid answer is not lost.
  void hear(Open& open, Answer answer) {
    Verdict verdict = Verdict::kFinal;
    try {
      verdict = judge(open, answer);
    } catch (const std::exception&) {
    }
    if (verdict == Verdict::kFinal) return reporter_.report(open.place, std::move(answer));
    // The gate's words are not AWS's: what was asked has failed for the reason of the attempt before.
    if (verdict == Verdict::kHeldBack) return reporter_.report(open.place, *std::move(open.last));
    open.last = std::move(answer);
    ++open.question.attempt;
    (verdict == Verdict::kNow ? now_ : later_).push_back(&open);
  }

  Verdict judge(Open& open, Answer& answer) {
    if (open.last && std::holds_alternative<sql::Error>(answer.outcome)) return Verdict::kHeldBack;
    if (answer.row != 0) open.question.row = answer.row;
    ++open.counted;
    const retries::Kind kind = learn(open, answer);
    const wire::Reply* reply = wire::reply_of(answer.outcome);
    if (reply != nullptr && reply->mended && !wire::is_success(*reply) && !open.mended) {
      open.mended = true;
      --open.counted;
      return Verdict::kNow;
    }
    if (kind == retries::Kind::kFinal || open.counted >= open.question.destination->max_attempts ||
        !retrying_.quota_.take(open.question.call.service, kind)) {
      return Verdict::kFinal;
    }
    open.repetition = kind;
    pause_ = std::max(pause_, retries::pause(kind, open.counted, retrying_.options_.random(), reply));
    return Verdict::kLater;
  }

  // The answer tells of the attempts before it, and the next one of this.
  retries::Kind learn(Open& open, Answer& answer) {
    answer.attempts = open.question.attempt;
    answer.unsettled = open.unsettled;
    if (const wire::Reply* reply = wire::reply_of(answer.outcome)) return learn_of(open, *reply);
    if (const auto* error = std::get_if<wire::SendError>(&answer.outcome)) {
      const retries::Kind kind = retries::kind_of(*error, open.question.call.price_usd == 0);
      answer.outcome = learn_of(open, *error);
      return kind;
    }
    if (const auto* interrupt = std::get_if<sql::InterruptError>(&answer.outcome)) {
      interrupted_ = true;
      answer.outcome = interrupted(open, interrupt->maybe_charged());
    }
    return retries::Kind::kFinal;
  }

  retries::Kind learn_of(Open& open, const wire::Reply& reply) {
    if (wire::is_success(reply)) {
      retrying_.quota_.succeeded(open.question.call.service, open.repetition);
    } else {
      open.unsettled = open.unsettled || retries::leaves_open(reply);
    }
    return retries::kind_of(reply);
  }

  static wire::SendError learn_of(Open& open, const wire::SendError& error) {
    const bool charged = error.maybe_charged() || open.may_be_charged;
    wire::SendError told(sentence(error, open), charged, error.cause());
    open.may_be_charged = charged;
    open.unsettled = open.unsettled || error.maybe_charged();
    return told;
  }

  bool wants_to_stop() { return interrupted_ || reporter_.wants_to_stop(); }

  // For the longest pause; an interrupt ends it.
  void wait() {
    for (milliseconds left = std::exchange(pause_, milliseconds(0)); left > milliseconds(0); left -= kStep) {
      if (wants_to_stop()) break;
      retrying_.options_.sleep(std::min(left, kStep));
    }
    std::swap(now_, later_);
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
  std::vector<Open*> now_;    // to be sent without a pause
  std::vector<Open*> later_;  // to be sent after the pause
  milliseconds pause_{0};
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
