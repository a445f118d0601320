// Splits a queue into batches: scenario by scenario, deletes first, then updates, then creations.
//
// Deletes come first so that a line can be replaced by a new one without the scenario ever holding both. New lines that
// an earlier, failed transaction has already created are in no batch.
//
// Example:
//
//   std::size_t count_requests(const PendingState& state, const UnsettledCreations& unsettled) {
//     return batches_of(state, unsettled, [] { return std::string("token"); }).to_send.size();
//   }
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
  std::vector<BatchResults> standing;  // creations that AWS has applied already
};

Batches batches_of(const PendingState& state, const UnsettledCreations& unsettled,
                   const std::function<std::string()>& new_token);

}  // namespace awscost::bill_scenarios
