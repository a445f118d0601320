// The sender that accounts for every request: it asks the gate, sends, settles the price and writes the ledger.
//
// AWS charges for an answer with status 200. Another status 2xx is no answer that can be read, yet AWS may have done the
// work, so it counts as charged. A request without an answer counts as charged, because AWS may have
// received it. Errors from AWS and requests that were not sent are recorded and cost nothing.
//
// How: the price of every question is reserved before the first one is sent, and settled when its answer comes. Ledger
// rows are in the order of the answers. Start and duration count from the moment at which all questions were handed on,
// so they include waiting for a free thread or the service's rate. The meter sends one attempt of each question; every
// further attempt comes from connectors/asking/retry.
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
#include <memory>
#include <span>

#include "connectors/asking/question/question.h"
#include "connectors/asking/spend/gate.h"
#include "connectors/asking/spend/ledger.h"

namespace awscost::spend {

struct Clock {
  std::function<std::chrono::sys_seconds()> wall;                 // when a request started
  std::function<std::chrono::steady_clock::time_point()> steady;  // how long it took
};

Clock process_clock();

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Meter : public asking::Sender {
 public:
  // `sender` outlives the meter. `process`: what all connections of the process have spent; null: this one is alone.
  // `file`: what all programs that share a file have; outlives the meter; null: there is none.
  Meter(asking::Sender& sender, Clock clock, std::shared_ptr<ProcessSpending> process = nullptr,
        FileSpending* file = nullptr);

  // A question that the gate refuses is not sent; its answer is the gate's sql::Error. The others are sent.
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

  // A row for an answer that was kept: nothing is sent or charged. Returns the row's id.
  std::uint64_t recalled(const asking::Question& question, const wire::Reply& reply);

  // Records how many rows an answer had; `row` is Answer::row.
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
