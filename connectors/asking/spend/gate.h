// Enforces the budget of a connection and max_requests of a statement.
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

#include "connectors/asking/question/money.h"
#include "connectors/asking/question/question.h"

namespace awscost::spend {

class Gate {
 public:
  // Reserves the call's price until settle() and returns it. The limits are the destination's; the requests are counted
  // in question.tally, where there is one. Throws sql::Error that says what was spent, what the call costs and how to
  // raise the limit.
  asking::MicroDollars reserve(const asking::Question& question);
  // Replaces the reservation by the charge; 0: not charged.
  void settle(const asking::Question& question, asking::MicroDollars reserved, asking::MicroDollars charged);

  asking::MicroDollars spent() const { return spent_; }

 private:
  asking::MicroDollars spent_ = 0;
  asking::MicroDollars reserved_ = 0;
};

}  // namespace awscost::spend
