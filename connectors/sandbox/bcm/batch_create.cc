// BatchCreateBillScenarioUsageModification: adds lines to a scenario.
//
// The service assigns id, unit and location (usage_kind.h). A line with historicalUsage stands for existing usage and
// cannot be deleted.
//
//   {"billScenarioId":"...","clientToken":"...","usageModifications":[{"key":"1","serviceCode":"AmazonEC2",
//    "usageType":"BoxUsage:m7g.large","operation":"RunInstances","usageAccountId":"000123456789"}]}
#include <set>

#include "connectors/sandbox/bcm/answer.h"
#include "connectors/sandbox/bcm/client_token.h"
#include "connectors/sandbox/bcm/fields.h"
#include "connectors/sandbox/bcm/line_rules.h"
#include "connectors/sandbox/bcm/operations.h"
#include "connectors/sandbox/bcm/refusals.h"
#include "connectors/sandbox/bcm/usage_kind.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kOperation = "BatchCreateBillScenarioUsageModification";

struct NewLine {
  std::string key;
  UsageLine line;
};

// The model does not constrain keys and values here, so only their JSON types are checked.
void check_expression_filter(const std::optional<Fields>& filter) {
  if (!filter) return;
  filter->text("key");
  filter->texts("matchOptions");
  filter->texts("values");
}

void check_expression(const Fields& expression) {
  for (const std::string_view member : {"and", "or"}) {
    for (const Fields& part : expression.structures(member).value_or(std::vector<Fields>())) check_expression(part);
  }
  if (const auto negated = expression.structure("not")) check_expression(*negated);
  for (const std::string_view member : {"costCategories", "dimensions", "tags"}) {
    check_expression_filter(expression.structure(member));
  }
}

HistoricalUsage read_history(const Fields& usage) {
  HistoricalUsage history;
  history.service_code = usage.required_text("serviceCode", service_code());
  history.usage_type = usage.required_text("usageType", usage_type());
  history.operation = usage.required_text("operation", operation_name());
  history.location = usage.text("location");
  history.usage_account_id = usage.required_text("usageAccountId", account_id());
  if (const auto interval = usage.required_structure("billInterval")) {
    history.interval_start = interval->timestamp("start");
    history.interval_end = interval->timestamp("end");
  }
  if (const auto expression = usage.required_structure("filterExpression")) {
    check_expression(*expression);
    history.filter_expression = expression->object();
  }
  return history;
}

NewLine read_line(const Fields& entry) {
  UsageLine line;
  line.service_code = entry.required_text("serviceCode", service_code());
  line.usage_type = entry.required_text("usageType", usage_type());
  line.operation = entry.required_text("operation", operation_name());
  line.availability_zone = entry.text("availabilityZone", availability_zone());
  std::string key = entry.required_text("key", entry_key());
  line.group = entry.text("group", usage_group());
  line.usage_account_id = entry.required_text("usageAccountId", account_id());
  line.quantities = read_amounts(entry).value_or(std::vector<UsageQuantity>());
  if (const auto usage = entry.structure("historicalUsage")) line.historical_usage = read_history(*usage);
  line.location = location_of(line.service_code, line.usage_type);
  line.unit = unit_of(line.usage_type);
  return {std::move(key), std::move(line)};
}

std::optional<LineFault> account_fault(const Account& account, const std::string& id) {
  if (id == account.payer() || account.member_name(id)) return std::nullopt;
  return LineFault{"BAD_REQUEST", "The account " + id + " is no member of the organisation."};
}

std::optional<LineFault> fault(const NewLine& entry, bool repeated, const Account& account, const Scenario& scenario) {
  if (repeated) return repeated_fault("key", entry.key);
  const UsageLine& line = entry.line;
  if (line.group == kFailingGroup) return internal_fault();
  if (auto refused = account_fault(account, line.usage_account_id)) return refused;
  if (line.historical_usage) {
    if (auto refused = account_fault(account, line.historical_usage->usage_account_id)) return refused;
  }
  return amounts_fault(line.quantities, scenario.interval);
}

json::object create(const Context& context, Scenario& scenario, const std::vector<NewLine>& entries) {
  json::array items;
  json::array errors;
  std::set<std::string> seen;
  for (const NewLine& entry : entries) {
    const bool repeated = !seen.insert(entry.key).second;
    if (const auto refused = fault(entry, repeated, context.account, scenario)) {
      errors.push_back(refused->entry("key", entry.key));
      continue;
    }
    json::object item = line_answer(context.bill_scenarios.add(scenario, entry.line));
    item["key"] = entry.key;
    items.push_back(std::move(item));
  }
  return {{"items", std::move(items)}, {"errors", std::move(errors)}};
}

}  // namespace

json::object batch_create_usage_modification(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  const std::string id = fields.required_text("billScenarioId", resource_id());
  fields.text("clientToken", client_token());
  std::vector<NewLine> entries;
  for (const Fields& entry : fields.entries("usageModifications")) entries.push_back(read_line(entry));
  violations.raise();
  Scenario& scenario = writable_scenario(context.bill_scenarios, id);
  return answered_once(context.bill_scenarios, kOperation, fields.object(), id,
                       [&] { return create(context, scenario, entries); });
}

}  // namespace awscost::sandbox
