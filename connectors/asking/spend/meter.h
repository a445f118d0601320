// The sender that everything paid for goes through: it asks the gate, sends, settles and writes the ledger.
//
// AWS charges an answer with status 200; a request whose answer never came counts as charged, since AWS may have
// received it. Errors that AWS answers with, and requests that never left, are written down and cost nothing.
//
// How: of several questions the price of each is reserved before the first is handed on, and each is settled when its
// answer comes. Their ledger rows stand in the order of the answers; they start, and their durations count from, the
// moment at which all were handed on: a wait for a free place or for the service's rate is part of it. The meter sends
// one attempt a question and is asked anew for each further one (connectors/asking/retry).
//
// Example:
//
//   asking::MicroDollars price_of(asking::Sender& below, const asking::Question& question) {
//     Meter meter(below, process_clock());
//     meter.send(question, {});
//     return meter.spent();
//   }
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "connectors/asking/question/question.h"
#include "connectors/asking/spend/gate.h"
#include "connectors/asking/spend/ledger.h"

namespace awscost::spend {

struct Clock {
  std::function<std::chrono::sys_seconds()> wall;                 // when a request started
  std::function<std::chrono::steady_clock::time_point()> steady;  // how long it took
};

// The real one.
Clock process_clock();

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Meter : public asking::Sender {
 public:
  // `sender` sends one attempt a question and outlives the meter.
  Meter(asking::Sender& sender, Clock clock);

  // A question that the gate refuses is answered with the gate's sql::Error and not sent; the others are.
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

  // How many rows the answer with that Answer::row held.
  void rows_decoded(std::uint64_t row, std::size_t rows) { ledger_.set_rows(row, rows); }

  asking::MicroDollars spent() const { return gate_.spent(); }
  const Ledger& ledger() const { return ledger_; }

 private:
  class Records;

  asking::Sender& sender_;
  Clock clock_;
  Gate gate_;
  Ledger ledger_;
};

}  // namespace awscost::spend
