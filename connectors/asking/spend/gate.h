// Enforces the budget of a connection, which all connections of the process share, and max_requests of a statement.
//
// How: a request's price is reserved before it is sent, which throws where budget or max_requests would be exceeded.
// Afterwards the reservation becomes a charge or is released. Free requests count against max_requests too, because a
// loop of free requests is still a loop. The Ledger has the cost of each request.
//
// Example:
//
//   void pay(Gate& gate, const asking::Question& question, bool answered) {
//     const asking::MicroDollars reserved = gate.reserve(question);  // throws: nothing may be sent
//     gate.settle(question, reserved, answered ? reserved : 0);
//   }
#pragma once

#include <memory>
#include <utility>

#include "connectors/asking/question/money.h"
#include "connectors/asking/question/question.h"
#include "connectors/asking/spend/process_spending.h"

namespace awscost::spend {

class Gate {
 public:
  // `process`: what all connections have spent; null: this one is alone.
  explicit Gate(std::shared_ptr<ProcessSpending> process = nullptr) : process_(std::move(process)) {}

  // Reserves the call's price until settle() and returns it. The limits are the destination's; the requests are counted
  // in question.tally, where there is one. Throws sql::Error that says what was spent, what the call costs and how to
  // raise the limit.
  asking::MicroDollars reserve(const asking::Question& question);
  // Replaces the reservation by the charge; 0: not charged.
  void settle(const asking::Question& question, asking::MicroDollars reserved, asking::MicroDollars charged);

  asking::MicroDollars spent() const { return spent_; }

 private:
  bool is_shared(const asking::Question& question) const;

  std::shared_ptr<ProcessSpending> process_;
  asking::MicroDollars spent_ = 0;
  asking::MicroDollars reserved_ = 0;
};

}  // namespace awscost::spend
