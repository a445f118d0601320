#include "connectors/asking/kept/keeping.h"

#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "connectors/wire/outcome.h"

namespace awscost::kept {
namespace {

using asking::Answer;
using asking::Question;

// Short enough to notice an interrupt within 100 ms, and long enough to be no load.
constexpr std::chrono::milliseconds kStep{20};

}  // namespace

// The questions of one send_all that have no answer yet.
class Keeping::Batch {
 public:
  Batch(Keeping& keeping, asking::Reporter& reporter, std::span<const Question> questions)
      : keeping_(keeping), reporter_(reporter), questions_(questions) {}
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  // A claim that is left lets others wait for a minute.
  ~Batch() {
    try {
      keeping_.claims_.release_all();
    } catch (const std::exception&) {  // no memory: the next batch that ends does it
    }
  }

  void run() {
    Places open;
    Places others;  // whose answers are not kept
    for (std::size_t place = 0; place < questions_.size(); ++place) {
      const Question& question = questions_[place];
      (question.may_be_kept && !question.secret && keeping_.kept_.is_on() ? open : others).push_back(place);
    }
    open = not_recalled(open);
    while (true) {
      Places waiting;
      Places ours = claimed(open, waiting);
      ours.insert(ours.end(), others.begin(), others.end());
      others.clear();
      send(ours);
      if (waiting.empty()) return;
      if (ours.empty() && !wait()) return give_up(waiting);
      open = not_recalled(waiting);
    }
  }

 private:
  using Places = std::vector<std::size_t>;

  bool recall(std::size_t place) {
    const Question& question = questions_[place];
    std::optional<Answer> answer = keeping_.kept_.recall(question);
    if (!answer) return false;
    const wire::Reply* reply = wire::reply_of(answer->outcome);
    if (reply != nullptr && keeping_.options_.recalled) answer->row = keeping_.options_.recalled(question, *reply);
    reporter_.report(place, *std::move(answer));
    return true;
  }

  Places not_recalled(const Places& places) {
    Places left;
    for (const std::size_t place : places) {
      if (!recall(place)) left.push_back(place);
    }
    return left;
  }

  // What is ours to ask. Between the look before and the claim, another connection may have kept the answer.
  Places claimed(const Places& places, Places& waiting) {
    if (places.empty()) return {};
    std::vector<Question> questions;
    for (const std::size_t place : places) questions.push_back(questions_[place]);
    const std::vector<bool> ours = keeping_.claims_.claim(questions);
    Places mine;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!ours[i]) {
        waiting.push_back(places[i]);
      } else if (recall(places[i])) {
        keeping_.claims_.release(questions_[places[i]]);
      } else {
        mine.push_back(places[i]);
      }
    }
    return mine;
  }

  void send(const Places& places) {
    if (places.empty()) return;
    std::vector<Question> questions;
    for (const std::size_t place : places) questions.push_back(questions_[place]);
    std::vector<bool> heard_of(places.size());
    const auto hear = [&](std::size_t nth, Answer answer) {
      heard_of[nth] = true;
      if (questions[nth].may_be_kept && !questions[nth].secret) keep(questions[nth], answer);
      reporter_.report(places[nth], std::move(answer));
    };
    const auto wants_to_stop = [&] {
      keeping_.claims_.renew();
      return reporter_.wants_to_stop();
    };
    try {
      keeping_.sender_.send_all(questions, wants_to_stop, hear);
    } catch (...) {
      for (std::size_t nth = 0; nth < places.size(); ++nth) {
        if (!heard_of[nth]) hear(nth, {.outcome = wire::caught()});
      }
    }
  }

  // Without memory to keep it, a paid answer is reported all the same; its claim ends with the batch.
  void keep(const Question& question, Answer& answer) {
    try {
      if (const wire::Reply* reply = wire::reply_of(answer.outcome)) {
        answer.kept_as = keeping_.kept_.keep(question, *reply);
      }
      keeping_.claims_.release(question);
    } catch (const std::exception&) {
    }
  }

  // False where an interrupt ended it.
  bool wait() {
    if (reporter_.wants_to_stop()) return false;
    keeping_.options_.sleep(kStep);
    return true;
  }

  void give_up(const Places& places) {
    for (const std::size_t place : places) reporter_.report(place, asking::not_sent());
  }

  Keeping& keeping_;
  asking::Reporter& reporter_;
  std::span<const Question> questions_;
};

void Keeping::send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                       const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  Batch(*this, reporter, questions).run();
  reporter.end();
}

}  // namespace awscost::kept
