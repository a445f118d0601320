// The sender that asks nothing twice: it answers from what is kept, and keeps what comes.
//
// How: a question whose answer is kept and young enough is not sent on. The others are claimed first: a question that
// another connection asks just now is not sent a second time, its answer is waited for. What was paid is kept before it
// is reported, so a crash after that costs nothing. A question that failed elsewhere is asked here after all.
//
// Own questions are sent before the others' are waited for: nobody waits for somebody who waits.
//
// Example:
//
//   asking::Answer ask_once(asking::Sender& retrying, FileKeptAnswers& kept, const asking::Question& question) {
//     Keeping keeping(retrying, kept, kept, {.sleep = [](std::chrono::milliseconds) {}});
//     return keeping.send(question, {});
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>

#include "connectors/asking/kept/claims.h"
#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/question/question.h"

namespace awscost::kept {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Keeping : public asking::Sender {
 public:
  struct Options {
    std::function<void(std::chrono::milliseconds)> sleep;  // between two looks at what others ask
    // Told of each answer that was not sent for; its row in `awscost_requests`. Empty: it gets none.
    std::function<std::uint64_t(const asking::Question& question, const wire::Reply& reply)> recalled = {};
  };

  // `sender` gets what has to be sent. All outlive it.
  Keeping(asking::Sender& sender, KeptAnswers& kept, Claims& claims, Options options)
      : sender_(sender), kept_(kept), claims_(claims), options_(std::move(options)) {}

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

 private:
  class Batch;

  asking::Sender& sender_;
  KeptAnswers& kept_;
  Claims& claims_;
  Options options_;
};

}  // namespace awscost::kept
