// What the three batches of usage lines have in common: which scenarios take changes, and which amounts a line takes.
//
// Amounts: a startHour is a full hour within the scenario's bill interval, said once; an amount is finite and not
// negative. The documents say none of this; a bill has no other usage.
//
//   Scenario& scenario = writable_scenario(context.bill_scenarios, id);
//   if (const auto fault = amounts_fault(amounts, scenario.interval)) …
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/bcm/bill_scenarios.h"
#include "connectors/sandbox/bcm/fields.h"
#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {

// Throws ResourceNotFoundException, and ConflictException unless the scenario is READY.
Scenario& writable_scenario(BillScenarios& state, const std::string& id);

// The member `amounts` of an entry; nothing where it is absent.
std::optional<std::vector<UsageQuantity>> read_amounts(const Fields& entry);

std::optional<LineFault> amounts_fault(const std::vector<UsageQuantity>& amounts, const BillInterval& interval);

// For the second of two entries of one batch about the same; `handle` is "id" or "key".
LineFault repeated_fault(std::string_view handle, const std::string& value);

}  // namespace awscost::sandbox
