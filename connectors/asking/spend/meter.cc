#include "connectors/asking/spend/meter.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "connectors/wire/error.h"
#include "sql/text/displayable.h"

namespace awscost::spend {
namespace {

using asking::Answer;
using asking::Destination;
using asking::Question;

// AWS's ids have 36 characters, but another server may send anything.
constexpr std::size_t kMostOfAnId = 100;
constexpr std::size_t kMostOfASource = 4000;  // a chain of roles, each with its ARN
constexpr std::size_t kMostOfAName = 200;

std::unique_ptr<Entry> entry_of(const Question& question, const Clock& clock) {
  auto entry = std::make_unique<Entry>();
  entry->started_at = clock.wall();
  entry->service = question.call.service;
  entry->operation = question.call.operation;
  entry->request = asking::request_text(question);
  entry->page = question.page;
  const Destination& destination = *question.destination;
  entry->connector = destination.connector;
  entry->profile = text::displayable(destination.profile, kMostOfAName);
  entry->region = text::displayable(destination.region, kMostOfAName);
  entry->endpoint = text::displayable(destination.endpoint, kMostOfASource);
  entry->account_id = text::displayable(destination.account_id, kMostOfAName);
  entry->credentials = text::displayable(destination.credentials, kMostOfASource);
  return entry;
}

// One attempt under way: writes its outcome into gate and ledger, once.
class Record {
 public:
  Record(const Question& question, const Clock& clock, Gate& gate, Ledger& ledger)
      : question_(question), clock_(clock), gate_(gate), ledger_(ledger), entry_(entry_of(question, clock)) {
    reserved_ = gate.reserve(question);
    started_ = clock.steady();
  }

  // Returns the ledger row's id. Never fails, because AWS may already have charged.
  std::uint64_t close(const wire::Outcome& outcome) noexcept {
    const wire::Reply* reply = wire::reply_of(outcome);
    const bool charged = reply != nullptr ? wire::is_accepted(*reply) : wire::maybe_charged(outcome);
    entry_->charge = charged ? reserved_ : 0;
    entry_->duration = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - started_);
    gate_.settle(question_, reserved_, entry_->charge);
    if (reply != nullptr) {
      entry_->status = reply->status;
      entry_->bytes = static_cast<std::int64_t>(reply->body.size());
      write_words_of(*reply);
    } else {
      entry_->error_code = charged ? kUnknown : kNotSent;  // short strings: no allocation
    }
    return ledger_.add(std::move(entry_), question_.row);
  }

 private:
  // Without memory for them, the row has no id and no error code.
  void write_words_of(const wire::Reply& reply) noexcept {
    try {
      entry_->request_id = text::displayable(wire::request_id(reply), kMostOfAnId);
      if (wire::is_success(reply)) return;
      entry_->error_code = text::displayable(wire::read_error(reply).code, kMostOfAnId);
    } catch (const std::exception&) {
    }
  }

  const Question& question_;
  const Clock& clock_;
  Gate& gate_;
  Ledger& ledger_;
  std::unique_ptr<Entry> entry_;
  asking::MicroDollars reserved_ = 0;
  std::chrono::steady_clock::time_point started_;
};

}  // namespace

// The questions of one send_all that the gate let through.
class Meter::Records {
 public:
  Records(Meter& meter, asking::Reporter& reporter, std::span<const Question> questions)
      : meter_(meter), reporter_(reporter) {
    meter_.ledger_.make_room(questions.size());
    questions_.reserve(questions.size());
    open_.reserve(questions.size());
    for (std::size_t place = 0; place < questions.size(); ++place) add(place, questions[place]);
  }

  std::span<const Question> questions() const { return questions_; }

  void close(std::size_t nth, Answer answer) {
    const std::unique_ptr<Record> record = std::move(open_[nth].record);
    if (!record) return;
    answer.row = record->close(answer.outcome);
    reporter_.report(open_[nth].place, std::move(answer));
  }

  void close_all(const wire::Outcome& outcome) {
    for (std::size_t nth = 0; nth < open_.size(); ++nth) close(nth, {.outcome = outcome});
  }

 private:
  struct Open {
    std::size_t place;               // the caller's
    std::unique_ptr<Record> record;  // null once it is closed
  };

  // A record refers to the question's copy in `questions_`.
  void add(std::size_t place, const Question& question) {
    const std::size_t before = questions_.size();
    try {
      questions_.push_back(question);
      auto record = std::make_unique<Record>(questions_.back(), meter_.clock_, meter_.gate_, meter_.ledger_);
      open_.push_back({.place = place, .record = std::move(record)});
    } catch (...) {
      questions_.resize(before);
      reporter_.report(place, {.outcome = wire::caught()});
    }
  }

  Meter& meter_;
  asking::Reporter& reporter_;
  std::vector<Question> questions_;
  std::vector<Open> open_;
};

Clock process_clock() {
  return {.wall = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .steady = [] { return std::chrono::steady_clock::now(); }};
}

Meter::Meter(asking::Sender& sender, Clock clock, std::shared_ptr<ProcessSpending> process)
    : sender_(sender), clock_(std::move(clock)), gate_(std::move(process)) {}

void Meter::send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                     const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  Records records(*this, reporter, questions);
  try {
    sender_.send_all(
        records.questions(), [&reporter] { return reporter.wants_to_stop(); },
        [&records](std::size_t nth, Answer answer) { records.close(nth, std::move(answer)); });
  } catch (...) {
    records.close_all(wire::caught());
  }
  reporter.end();
}

}  // namespace awscost::spend
