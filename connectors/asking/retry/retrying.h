// The Connector that sends a call again where its failure may pass.
//
// How: it stands above the meter, so that budget and max_requests are asked before every attempt, and each attempt is
// in the ledger: a call's attempts share one row of it. Several calls are sent at once; those that failed wait together
// and are sent together, until all have an answer or no attempt is left. What failed last is the answer, and it tells
// of the attempts before it: how many they were, whether one of them may have been charged or carried out.
//
// An answer that the client below could mend (expired credentials that it has renewed, a clock that it has corrected)
// is asked for once more, at once, whatever the number of attempts.
//
//   Retrying retrying(meter, {.max_attempts = […], .sleep = […], .random = […]});   // Replies > Retrying > Meter > …
#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>

#include "connectors/aws/retries/attempts.h"
#include "connectors/wire/call.h"

namespace awscost::retry {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Retrying : public wire::Connector {
 public:
  struct Options {
    std::function<int(const wire::Call&)> max_attempts;    // asked once a call; the first attempt included
    std::function<void(std::chrono::milliseconds)> sleep;  // a short step, at most 50 ms
    std::function<double()> random;                        // from 0 to below 1
  };

  // `connector` sends one attempt a call and outlives it.
  Retrying(wire::Connector& connector, Options options);

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;
  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override;

 private:
  class Rounds;

  wire::Connector& connector_;
  Options options_;
  retries::Quota quota_;
};

}  // namespace awscost::retry
