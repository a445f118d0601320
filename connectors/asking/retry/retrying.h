// The sender that repeats a question after a transient failure.
//
// How: it stands above the meter, so budget and max_requests are checked before every attempt and every attempt is in
// the ledger; the attempts of a question share one row there. Several questions are sent together; those that failed
// wait together and are sent together, until each has an answer or no attempt is left. The last failure is the answer.
// It also reports the attempts before it: how many there were, and whether one may have been charged or carried out.
//
// When the client has repaired the cause of a refusal (expired credentials renewed, the clock corrected), the question
// is repeated once, at once, whatever the number of attempts.
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
#include <string>

#include "connectors/asking/question/question.h"
#include "connectors/aws/retries/invocation.h"
#include "connectors/aws/retries/quota.h"
#include "connectors/aws/retries/wait.h"

namespace awscost::retry {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Retrying : public asking::Sender {
 public:
  struct Options {
    retries::Sleep sleep;
    std::function<double()> random;                                           // from 0 to below 1
    std::function<std::string()> invocation_id = retries::new_invocation_id;  // of each question
  };

  // `sender` sends one attempt of each question and outlives this. The destination has the number of attempts.
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
