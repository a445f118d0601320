// Reports each answer of a send_all exactly once and defers what the caller's callbacks throw.
//
// How: once `answered` or `interrupted` has thrown, the batch counts as interrupted and nothing more is reported, so a
// send_all can finish its accounting and join its threads before it throws.
//
// Example:
//
//   void refuse_all(std::span<const Question> questions, const sql::Interrupted& interrupted, const Answered& answered)
//   {
//     Reporter reporter(answered, interrupted);
//     for (std::size_t i = 0; i < questions.size(); ++i) reporter.report(i, not_sent());
//     reporter.end();
//   }
#pragma once

#include <cstddef>
#include <exception>

#include "connectors/asking/question/question.h"

namespace awscost::asking {

// Used on the thread that called send_all only. Both functions outlive it.
class Reporter {
 public:
  Reporter(const Answered& answered, const sql::Interrupted& interrupted)
      : answered_(answered), interrupted_(interrupted) {}
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  void report(std::size_t place, Answer answer);
  bool wants_to_stop();
  void end() const;  // rethrows what a callback threw

 private:
  const Answered& answered_;
  const sql::Interrupted& interrupted_;
  std::exception_ptr failure_;
};

}  // namespace awscost::asking
