// The sender that sends a question again where its failure may pass.
//
// How: it stands above the meter, so that budget and max_requests are asked before every attempt, and each attempt is
// in the ledger: a question's attempts share one row of it. Several questions are sent at once; those that failed wait
// together and are sent together, until all have an answer or no attempt is left. The last failure is the answer, and
// it tells of the attempts before it: how many they were, whether one of them may have been charged or carried out.
//
// A refusal whose cause the client has repaired (expired credentials renewed, a clock corrected) is asked for once
// more, at once, whatever the number of attempts.
//
// Example:
//
//   asking::Answer ask_patiently(asking::Sender& meter, const asking::Question& question) {
//     Retrying retrying(meter, {.sleep = [](std::chrono::milliseconds) {}, .random = [] { return 0.5; }});
//     return retrying.send(question, {});
//   }
#pragma once

#include <chrono>
#include <functional>
#include <span>

#include "connectors/asking/question/question.h"
#include "connectors/aws/retries/quota.h"
#include "connectors/aws/retries/wait.h"

namespace awscost::retry {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Retrying : public asking::Sender {
 public:
  struct Options {
    retries::Sleep sleep;
    std::function<double()> random;  // from 0 to below 1
  };

  // `sender` sends one attempt a question and outlives it. How many attempts a question has is its destination's
  // matter.
  Retrying(asking::Sender& sender, Options options);

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

 private:
  class Rounds;

  asking::Sender& sender_;
  Options options_;
  retries::Quota quota_;
};

}  // namespace awscost::retry
