// Reports each answer of a send_all exactly once and defers what the caller's callbacks throw.
//
// How: once `answered` or `interrupted` has thrown, the batch counts as interrupted and nothing is reported any more;
// so a send_all can finish its accounting and its threads in order, and throw at the end.
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

// For one thread: the one that called send_all. Both functions outlive it.
class Reporter {
 public:
  Reporter(const Answered& answered, const sql::Interrupted& interrupted)
      : answered_(answered), interrupted_(interrupted) {}
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  void report(std::size_t place, Answer answer);
  bool wants_to_stop();
  void end() const;  // throws what a callback threw, if anything

 private:
  const Answered& answered_;
  const sql::Interrupted& interrupted_;
  std::exception_ptr failure_;
};

}  // namespace awscost::asking
