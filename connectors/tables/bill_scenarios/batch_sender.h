// Sends batches one after another and reports the outcome of every line: applied, refused, unknown or not sent.
//
// A batch may be repeated with the same bytes: updates and deletes are idempotent, and a creation's token makes AWS
// create its lines only once. Transient failures (no connection, timeout, 5xx, throttled) have already been repeated by
// the statement's sender, which reports whether one of its attempts may have been applied. A reply that is not an
// answer to a batch, such as a proxy's page or half an object, is repeated once here, so that fewer lines stay unknown.
// When a batch gets no answer or AWS refuses it as a whole, nothing more is sent. Lines that AWS refuses one by one do
// not stop the others.
//
// Example:
//
//   std::vector<LineResult> send_one(asking::Statement& statement, const Batch& batch, const asking::Limits& limits) {
//     const sql::Interrupted never = [] { return false; };
//     return BatchSender(statement, limits, never).send(batch);
//   }
#pragma once

#include <string>
#include <vector>

#include "connectors/asking/question/destination.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/bill_scenarios/batch.h"
#include "sql/interrupt.h"

namespace awscost::bill_scenarios {

class BatchSender {
 public:
  // Statement and `interrupted` outlive it. `limits`: those of the COMMIT, in place of those of the scan that read the
  // lines.
  BatchSender(asking::Statement& statement, const asking::Limits& limits, const sql::Interrupted& interrupted);

  // One result for each line, in the order of the batch. Failures are in the results, not thrown.
  std::vector<LineResult> send(const Batch& batch);

  // The lines of all later batches are kNotSent, for `reason`, a sentence.
  void stop(std::string reason);
  bool stopped() const { return stopped_; }
  bool interrupted() const { return interrupted_; }
  const std::string& reason() const { return reason_; }

 private:
  struct Attempts {
    asking::Question question;  // as the next attempt sends it
    bool lost = false;          // an attempt may have been applied although no answer came
    LineResult last;            // of the last attempt
  };

  asking::Question question_of(const Batch& batch) const;
  std::vector<LineResult> attempt(const Batch& batch, Attempts& so_far);
  std::vector<LineResult> answered(const Batch& batch, const wire::Reply& reply, Attempts& so_far);
  std::vector<LineResult> refused(const Batch& batch, const wire::Reply& reply, Attempts& so_far);
  std::vector<LineResult> failed(const Batch& batch, const wire::Outcome& outcome, Attempts& so_far);
  std::vector<LineResult> given_up(const Batch& batch, const Attempts& so_far, std::string reason);
  static std::string untold(const Batch& batch, const Attempts& so_far);

  asking::Statement& statement_;
  asking::Limits limits_;
  const sql::Interrupted& asked_to_stop_;
  bool stopped_ = false;
  bool interrupted_ = false;
  std::string reason_;
};

}  // namespace awscost::bill_scenarios
