// A queue as the batches that send it: scenario by scenario, in each deletes, then updates, then creations.
//
// Deletes first, so that a line may be replaced by a new one without the scenario ever holding both.
//
// New lines that stand already, by an earlier transaction that ended in an error, are in none of them.
//
//   for (const Batch& batch : batches_of(*state, unsettled, new_token).to_send) send(batch);
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"
#include "connectors/tables/bill_scenarios/unsettled.h"

namespace awscost::bill_scenarios {

struct Batches {
  std::vector<Batch> to_send;
  std::vector<Settled> standing;
};

Batches batches_of(const PendingState& state, const Unsettled& unsettled,
                   const std::function<std::string()>& new_token);

}  // namespace awscost::bill_scenarios
