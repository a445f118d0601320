// Sends batch after batch and says of every line what came of it: applied, refused, unknown, or not sent.
//
// A batch without an answer (no connection, timeout, 5xx, throttled, or an answer that is not AWS's) is sent again with
// the same bytes, three times in all: updates and deletes say what is to be, and a creation's token makes AWS create
// once. Where it stays without an answer, or AWS refuses it as a whole, nothing more is sent. Lines that AWS refuses
// singly do not stop the rest.
//
//   Sender sender(connector, sleep, interrupted);
//   std::vector<LineResult> results = sender.send(batch);     // never throws what the connector throws
//   if (sender.stopped()) sender.reason();
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "connectors/wire/call.h"
#include "connectors/writes/batch.h"
#include "sql/writer.h"

namespace awscost::writes {

using Sleep = std::function<void(std::chrono::milliseconds)>;  // a short step, at most 100 ms

class Sender {
 public:
  // All of them outlive the sender.
  Sender(wire::Connector& connector, const Sleep& sleep, const sql::Interrupted& interrupted);

  // One result a line, in the order of the batch.
  std::vector<LineResult> send(const Batch& batch);

  // Nothing more is sent.
  void stop(std::string reason);
  bool stopped() const { return stopped_; }
  bool interrupted() const { return interrupted_; }
  const std::string& reason() const { return reason_; }

 private:
  struct Attempts {
    bool lost = false;  // one of them may have been applied although no answer came
    LineResult last;    // what is known of the last one
  };

  std::vector<LineResult> send_until_answered(const Batch& batch);
  std::vector<LineResult> attempt(const Batch& batch, Attempts& so_far);
  std::vector<LineResult> refused(const Batch& batch, const wire::Reply& reply, Attempts& so_far);
  std::vector<LineResult> given_up(const Batch& batch, const Attempts& so_far, std::string reason);
  static std::string exhausted(const Attempts& so_far);
  bool wait(std::chrono::milliseconds time);

  wire::Connector& connector_;
  const Sleep& sleep_;
  const sql::Interrupted& asked_to_stop_;
  bool stopped_ = false;
  bool interrupted_ = false;
  std::string reason_;
};

}  // namespace awscost::writes
