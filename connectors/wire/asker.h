// Who asked several calls at once, as those see it who answer: what every Connector::send_all owes to `answered`.
//
// How: whatever `answered` or `interrupted` throw is kept here, and from then on the batch counts as interrupted and
// nobody is told any more; so a send_all can finish its accounting and its threads in order, and throw at the end.
//
//   Asker asker(answered, interrupted);
//   for (std::size_t i = 0; i < calls.size(); ++i) {
//     asker.tell(i, asker.wants_to_stop() ? not_sent() : outcome_of(connector, calls[i], interrupted));
//   }
//   asker.end();
#pragma once

#include <cstddef>
#include <exception>

#include "connectors/wire/call.h"

namespace awscost::wire {

// For one thread: the one that called send_all. Both functions outlive it.
class Asker {
 public:
  Asker(const Answered& answered, const sql::Interrupted& interrupted)
      : answered_(answered), interrupted_(interrupted) {}
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  void tell(std::size_t call, Outcome outcome);
  bool wants_to_stop();
  void end() const;  // throws what the asker threw, if anything

 private:
  const Answered& answered_;
  const sql::Interrupted& interrupted_;
  std::exception_ptr failure_;
};

// Sends the call; what is thrown becomes the outcome.
Outcome outcome_of(Connector& connector, const Call& call, const sql::Interrupted& interrupted);

// Of a call that an interrupt kept from being sent.
Outcome not_sent();

bool is_interrupt(const Outcome& outcome);

}  // namespace awscost::wire
