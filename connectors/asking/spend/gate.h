// What lets a request go out: the budget of a connection and the number of requests of a statement.
//
// Owns: how much was spent, by the connection and by its last statement. Does not own: sending (Meter), what each
// request cost (Ledger).
//
// How: before a request is sent its price is reserved, which fails where budget or max_requests would be exceeded;
// afterwards the reservation becomes a charge or is given back. Requests that cost nothing count against max_requests
// too: a loop of free requests is still a loop.
//
//   const MicroDollars reserved = gate.reserve(call);   // throws: nothing is sent
//   gate.settle(reserved, answered ? reserved : 0);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "connectors/asking/spend/money.h"
#include "connectors/wire/call.h"

namespace awscost::spend {

struct Limits {
  MicroDollars budget = 0;        // of the connection
  std::int64_t max_requests = 0;  // of one statement
};

// A request sent while no statement runs is a statement of its own.
class Gate {
 public:
  // `limits` is asked before each request, so that a changed setting holds at once; what it throws is passed on.
  explicit Gate(std::function<Limits()> limits);

  // Keeps the call's price back until settle() and returns it. Throws sql::Error that says what was spent, what the
  // call would have cost and how to raise the limit.
  MicroDollars reserve(const wire::Call& call);
  void settle(MicroDollars reserved, MicroDollars charged);

  // Calls may nest: a statement ends when as many ended as began.
  void statement_began();
  void statement_ended();

  MicroDollars spent() const { return spent_; }
  // Of the last statement that ended; nothing before the first one.
  std::optional<MicroDollars> last_statement_cost() const { return last_statement_cost_; }

 private:
  std::function<Limits()> limits_;
  MicroDollars spent_ = 0;
  MicroDollars reserved_ = 0;
  MicroDollars statement_cost_ = 0;
  std::int64_t statement_requests_ = 0;
  int statements_open_ = 0;
  std::optional<MicroDollars> last_statement_cost_;
};

}  // namespace awscost::spend
