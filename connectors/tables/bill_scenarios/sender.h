// Sends batch after batch and says of every line what came of it: applied, refused, unknown, or not sent.
//
// A batch may be sent again with the same bytes: updates and deletes say what is to be, and a creation's token makes
// AWS create once. What may pass (no connection, timeout, 5xx, throttled) the connector has sent again already, and
// says whether one of its attempts may have been applied. An answer that is none, such as a proxy's page or half an
// object, is asked for once more here: nothing is to stay unknown that can be known. Where a batch stays without an
// answer, or AWS refuses it as a whole, nothing more is sent. Lines that AWS refuses singly do not stop the rest.
//
//   Sender sender(connector, interrupted);                    // connector: a retry::Retrying
//   std::vector<LineResult> results = sender.send(batch);     // never throws what the connector throws
//   if (sender.stopped()) sender.reason();
#pragma once

#include <string>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/wire/call.h"
#include "sql/writer.h"

namespace awscost::bill_scenarios {

class Sender {
 public:
  // Both outlive the sender.
  Sender(wire::Connector& connector, const sql::Interrupted& interrupted);

  // One result a line, in the order of the batch.
  std::vector<LineResult> send(const Batch& batch);

  // Nothing more is sent.
  void stop(std::string reason);
  bool stopped() const { return stopped_; }
  bool interrupted() const { return interrupted_; }
  const std::string& reason() const { return reason_; }

 private:
  struct Attempts {
    wire::Call call;    // as the next one sends it
    bool lost = false;  // one of them may have been applied although no answer came
    LineResult last;    // what is known of the last one
  };

  std::vector<LineResult> attempt(const Batch& batch, Attempts& so_far);
  std::vector<LineResult> refused(const Batch& batch, const wire::Reply& reply, Attempts& so_far);
  std::vector<LineResult> given_up(const Batch& batch, const Attempts& so_far, std::string reason);
  static std::string untold(const Batch& batch, const Attempts& so_far);

  wire::Connector& connector_;
  const sql::Interrupted& asked_to_stop_;
  bool stopped_ = false;
  bool interrupted_ = false;
  std::string reason_;
};

}  // namespace awscost::bill_scenarios
