// Batches of creations of which nobody knows whether AWS took them, with the token they were sent under.
//
// When the same lines are inserted again on this connection, the same request goes out with the same token: AWS, which
// creates the lines of a token once, then cannot create them twice. Forgotten once their fate is known.
//
//   unsettled.settle(batch, results);                         // after each answer
//   for (Batch& again : unsettled.take_out_of(creations)) …   // before new batches are made of what remains
#pragma once

#include <vector>

#include "connectors/writes/batch.h"

namespace awscost::writes {

class Unsettled {
 public:
  // Remembers a batch of creations with an unknown line, forgets it once there is none.
  void settle(const Batch& batch, const std::vector<LineResult>& results);

  // The remembered batches all of whose lines are among `lines`, which lose them. `lines` are creations in one scenario
  // with one profile. The keys are those of the first time.
  std::vector<Batch> take_out_of(Lines& lines) const;

 private:
  std::vector<Batch> batches_;
};

}  // namespace awscost::writes
