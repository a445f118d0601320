// Lets a request go out or not: the budget of a connection and the number of requests of a statement.
//
// How: before a request is sent its price is reserved, which fails where budget or max_requests would be exceeded;
// afterwards the reservation becomes a charge or is given back. Free requests count against max_requests too: a loop of
// free requests is still a loop. What each request cost stands in the Ledger.
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
  // Keeps the call's price back until settle() and returns it. The limits are those of the question's destination, the
  // requests those of its tally. Throws sql::Error that says what was spent, what the call would have cost and how to
  // raise the limit.
  asking::MicroDollars reserve(const asking::Question& question);
  void settle(const asking::Question& question, asking::MicroDollars reserved, asking::MicroDollars charged);

  asking::MicroDollars spent() const { return spent_; }

 private:
  asking::MicroDollars spent_ = 0;
  asking::MicroDollars reserved_ = 0;
};

}  // namespace awscost::spend
