// Sends batch after batch and says of every line what came of it: applied, refused, unknown, or not sent.
//
// A batch may be sent again with the same bytes: updates and deletes say what is to be, and a creation's token makes
// AWS create once. What may pass (no connection, timeout, 5xx, throttled) the statement's sender has sent again
// already, and says whether one of its attempts may have been applied. A reply that is no answer to a batch, such as a
// proxy's page or half an object, is asked for once more here: nothing is to stay unknown that can be known. Where a
// batch stays without an answer, or AWS refuses it as a whole, nothing more is sent. Lines that AWS refuses singly do
// not stop the rest.
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
  // Statement and `interrupted` outlive it. `limits`: as settings stand by now, in place of those of the scan that read
  // the lines.
  BatchSender(asking::Statement& statement, const asking::Limits& limits, const sql::Interrupted& interrupted);

  // One result a line, in the order of the batch. What fails is in the results, not thrown.
  std::vector<LineResult> send(const Batch& batch);

  // Nothing more is sent.
  void stop(std::string reason);
  bool stopped() const { return stopped_; }
  bool interrupted() const { return interrupted_; }
  const std::string& reason() const { return reason_; }

 private:
  struct Attempts {
    asking::Question question;  // as the next one sends it
    bool lost = false;          // one of them may have been applied although no answer came
    LineResult last;            // what is known of the last one
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
