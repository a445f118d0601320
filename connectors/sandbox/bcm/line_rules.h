// The rules that all three batches of usage lines share: writable scenarios and valid amounts.
//
// A startHour must be a full hour in the scenario's bill interval and must not repeat. An amount must be finite and not
// negative. AWS documents none of this; the sandbox decides so because a bill has no other usage.
//
// Example:
//
//   bool are_valid(const std::vector<UsageQuantity>& amounts, const Scenario& scenario) {
//     return !amounts_fault(amounts, scenario.interval);
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/bcm/bill_scenarios.h"
#include "connectors/sandbox/bcm/fields.h"
#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {

// Throws ResourceNotFoundException for an unknown scenario and ConflictException unless it is READY.
Scenario& writable_scenario(BillScenarios& state, const std::string& id);

// The member `amounts` of an entry; nullopt if absent.
std::optional<std::vector<UsageQuantity>> read_amounts(const Fields& entry);

std::optional<LineFault> amounts_fault(const std::vector<UsageQuantity>& amounts, const BillInterval& interval);

// For a repeated entry in a batch. `handle`: "id" or "key".
LineFault repeated_fault(std::string_view handle, const std::string& value);

}  // namespace awscost::sandbox
