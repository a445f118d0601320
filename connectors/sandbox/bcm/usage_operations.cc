// Lists, changes and deletes the lines of a scenario: ListBillScenarioUsageModifications,
// BatchUpdateBillScenarioUsageModification and BatchDeleteBillScenarioUsageModification.
//
//   {"billScenarioId":"...","usageModifications":[{"id":"...","amounts":[{"startHour":1761955200,"amount":744.5}]}]}
#include <array>
#include <set>

#include "connectors/sandbox/bcm/answer.h"
#include "connectors/sandbox/bcm/fields.h"
#include "connectors/sandbox/bcm/line_rules.h"
#include "connectors/sandbox/bcm/list_filter.h"
#include "connectors/sandbox/bcm/list_page.h"
#include "connectors/sandbox/bcm/operations.h"
#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 11> kFilterNames = {
    "USAGE_ACCOUNT_ID",
    "SERVICE_CODE",
    "USAGE_TYPE",
    "OPERATION",
    "LOCATION",
    "USAGE_GROUP",
    "HISTORICAL_USAGE_ACCOUNT_ID",
    "HISTORICAL_SERVICE_CODE",
    "HISTORICAL_USAGE_TYPE",
    "HISTORICAL_OPERATION",
    "HISTORICAL_LOCATION",
};
constexpr std::size_t kFirstHistorical = 6;

// `filter`: an index in kFilterNames.
std::optional<std::string_view> historical_attribute(const HistoricalUsage& usage, std::size_t filter) {
  switch (filter - kFirstHistorical) {
    case 0:
      return usage.usage_account_id;
    case 1:
      return usage.service_code;
    case 2:
      return usage.usage_type;
    case 3:
      return usage.operation;
    default:
      return usage.location;
  }
}

std::optional<std::string_view> attribute(const UsageLine& line, std::size_t filter) {
  switch (filter) {
    case 0:
      return line.usage_account_id;
    case 1:
      return line.service_code;
    case 2:
      return line.usage_type;
    case 3:
      return line.operation;
    case 4:
      return line.location;
    case 5:
      return line.group;
    default:
      break;
  }
  if (!line.historical_usage) return std::nullopt;
  return historical_attribute(*line.historical_usage, filter);
}

// A change of one line. An absent member leaves its part of the line unchanged.
struct Change {
  std::string id;
  std::optional<std::string> group;
  std::optional<std::vector<UsageQuantity>> amounts;  // replace the line's quantities
};

std::optional<LineFault> fault(const Change& change, const UsageLine* line, bool repeated, const Scenario& scenario) {
  if (repeated) return repeated_fault("id", change.id);
  if (line == nullptr) return LineFault{"NOT_FOUND", "The scenario has no usage modification " + change.id + "."};
  if (line->group == kFailingGroup || change.group == kFailingGroup) return internal_fault();
  return change.amounts ? amounts_fault(*change.amounts, scenario.interval) : std::nullopt;
}

// The model's errors of a deletion do not include NOT_FOUND.
std::optional<LineFault> deletion_fault(const std::string& id, const UsageLine* line, bool repeated) {
  if (repeated) return repeated_fault("id", id);
  if (line == nullptr) return LineFault{"BAD_REQUEST", "The scenario has no usage modification " + id + "."};
  if (line->group == kFailingGroup) return internal_fault();
  if (!line->historical_usage) return std::nullopt;
  return LineFault{"BAD_REQUEST",
                   "Usage modification " + id +
                       " is existing usage, which cannot be deleted. To model its removal, update it instead."};
}

}  // namespace

json::object list_usage_modifications(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  const std::string id = fields.required_text("billScenarioId", resource_id());
  const auto filters = read_filters(fields, kFilterNames);
  const ListPlace place = read_list_place(fields, "ListBillScenarioUsageModifications");
  violations.raise();
  const Scenario* scenario = context.bill_scenarios.find(id);
  if (scenario == nullptr) throw scenario_not_found(id);
  const auto accepts = [&](const UsageLine& line) {
    return passes(filters, [&](std::size_t filter) { return attribute(line, filter); });
  };
  return list_page(scenario->lines, place, accepts, line_answer);
}

json::object batch_update_usage_modification(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  const std::string id = fields.required_text("billScenarioId", resource_id());
  std::vector<Change> changes;
  for (const Fields& entry : fields.entries("usageModifications")) {
    changes.push_back(
        {entry.required_text("id", resource_id()), entry.text("group", usage_group()), read_amounts(entry)});
  }
  violations.raise();
  Scenario& scenario = writable_scenario(context.bill_scenarios, id);

  json::array items;
  json::array errors;
  std::set<std::string> seen;
  for (Change& change : changes) {
    UsageLine* line = scenario.find_line(change.id);
    const bool repeated = !seen.insert(change.id).second;
    if (const auto refused = fault(change, line, repeated, scenario)) {
      errors.push_back(refused->entry("id", change.id));
      continue;
    }
    if (change.group) line->group = std::move(change.group);
    if (change.amounts) line->quantities = *std::move(change.amounts);
    items.push_back(line_answer(*line));
  }
  return {{"items", std::move(items)}, {"errors", std::move(errors)}};
}

json::object batch_delete_usage_modification(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  const std::string id = fields.required_text("billScenarioId", resource_id());
  const auto line_ids = fields.entry_texts("ids", resource_id());
  violations.raise();
  Scenario& scenario = writable_scenario(context.bill_scenarios, id);

  json::array errors;
  std::set<std::string> seen;
  for (const std::string& line_id : line_ids) {
    const bool repeated = !seen.insert(line_id).second;
    const auto refused = deletion_fault(line_id, scenario.find_line(line_id), repeated);
    if (refused) {
      errors.push_back(refused->entry("id", line_id));
    } else {
      context.bill_scenarios.remove_line(scenario, line_id);
    }
  }
  return {{"errors", std::move(errors)}};
}

}  // namespace awscost::sandbox
