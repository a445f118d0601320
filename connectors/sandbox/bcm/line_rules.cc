#include "connectors/sandbox/bcm/line_rules.h"

#include <cmath>
#include <set>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {
namespace {

LineFault bad_amount(const UsageQuantity& quantity, std::string_view sentence) {
  const auto seconds = quantity.start_hour.time_since_epoch().count() / 1000;
  return {"BAD_REQUEST", "The amount of startHour " + std::to_string(seconds) + " " + std::string(sentence)};
}

}  // namespace

Scenario& writable_scenario(BillScenarios& state, const std::string& id) {
  Scenario* scenario = state.find(id);
  if (scenario == nullptr) throw scenario_not_found(id);
  if (scenario->status != ScenarioStatus::kReady) {
    throw scenario_conflict(
        "Bill scenario " + id + " is " + std::string(name(scenario->status)) + ": only a READY one can be changed.",
        id);
  }
  return *scenario;
}

std::optional<std::vector<UsageQuantity>> read_amounts(const Fields& entry) {
  const auto list = entry.structures("amounts");
  if (!list) return std::nullopt;
  std::vector<UsageQuantity> amounts;
  for (const Fields& amount : *list) {
    amounts.push_back({amount.required_timestamp("startHour"), amount.required_number("amount")});
  }
  return amounts;
}

std::optional<LineFault> amounts_fault(const std::vector<UsageQuantity>& amounts, const BillInterval& interval) {
  std::set<Instant> hours;
  for (const UsageQuantity& quantity : amounts) {
    if (quantity.start_hour < interval.start || quantity.start_hour >= interval.end) {
      return bad_amount(quantity, "is outside of the scenario's bill interval, from " +
                                      time_text(std::chrono::floor<std::chrono::hours>(interval.start)) + " until " +
                                      time_text(std::chrono::floor<std::chrono::hours>(interval.end)) + ".");
    }
    if (std::chrono::floor<std::chrono::hours>(quantity.start_hour) != quantity.start_hour) {
      return bad_amount(quantity, "does not begin on a full hour.");
    }
    if (!std::isfinite(quantity.amount)) return bad_amount(quantity, "is not a finite number.");
    if (quantity.amount < 0) return bad_amount(quantity, "is negative.");
    if (!hours.insert(quantity.start_hour).second) return bad_amount(quantity, "is given twice.");
  }
  return std::nullopt;
}

LineFault repeated_fault(std::string_view handle, const std::string& value) {
  return {"CONFLICT", "The " + std::string(handle) + " '" + value + "' stands in this batch more than once."};
}

}  // namespace awscost::sandbox
