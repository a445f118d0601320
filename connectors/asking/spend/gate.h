// Enforces the budget of a connection, which all connections of the process share, budget_daily and budget_monthly of all
// programs that share a file, and max_requests of a statement.
//
// How: a request's price is reserved before it is sent, which throws where budget or max_requests would be exceeded.
// Afterwards the reservation becomes a charge or is released. Free requests count against max_requests too, because a
// loop of free requests is still a loop. The Ledger has the cost of each request.
//
// Example:
//
//   void pay(Gate& gate, const asking::Question& question, bool answered) {
//     const Reservation reserved = gate.reserve(question);  // throws: nothing may be sent
//     gate.settle(question, reserved, answered ? reserved.price : 0);
//   }
#pragma once

#include <memory>
#include <utility>

#include "connectors/asking/question/money.h"
#include "connectors/asking/question/question.h"
#include "connectors/asking/spend/file_spending.h"
#include "connectors/asking/spend/process_spending.h"

namespace awscost::spend {

struct Reservation {
  asking::MicroDollars price = 0;
  std::int64_t in_file = 0;  // FileReservation::id
};

class Gate {
 public:
  // `process`: what all connections have spent; null: this one is alone. `file`: what all programs have; outlives the
  // gate; null: there is no file.
  explicit Gate(std::shared_ptr<ProcessSpending> process = nullptr, FileSpending* file = nullptr)
      : process_(std::move(process)), file_(file) {}

  // Reserves the call's price until settle() and returns it. The limits are the destination's; the requests are counted
  // in question.tally, where there is one. Throws sql::Error that says what was spent, what the call costs and how to
  // raise the limit.
  Reservation reserve(const asking::Question& question);
  // Replaces the reservation by the charge; 0: not charged. `sent`: the request left.
  void settle(const asking::Question& question, const Reservation& reserved, asking::MicroDollars charged,
              bool sent = true);

  asking::MicroDollars spent() const { return spent_; }

 private:
  static bool is_money(const asking::Question& question);
  void reserve_in_process(const asking::Question& question, asking::MicroDollars price);
  std::int64_t reserve_in_file(const asking::Question& question, asking::MicroDollars price);

  std::shared_ptr<ProcessSpending> process_;
  FileSpending* file_;
  asking::MicroDollars spent_ = 0;
  asking::MicroDollars reserved_ = 0;
};

}  // namespace awscost::spend
