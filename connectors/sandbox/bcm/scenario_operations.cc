// The operations ListBillScenarios, GetBillScenario, CreateBillScenario and DeleteBillScenario.
//
//   {"filters":[{"name":"STATUS","values":["READY"]}],"createdAtFilter":{"afterTimestamp":1761955200}}
#include <array>

#include "connectors/sandbox/bcm/answer.h"
#include "connectors/sandbox/bcm/client_token.h"
#include "connectors/sandbox/bcm/fields.h"
#include "connectors/sandbox/bcm/list_filter.h"
#include "connectors/sandbox/bcm/list_page.h"
#include "connectors/sandbox/bcm/operations.h"
#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> kFilterNames = {"STATUS", "NAME", "GROUP_SHARING_PREFERENCE",
                                                          "COST_CATEGORY_ARN"};

// `filter`: an index in kFilterNames.
std::optional<std::string_view> attribute(const Scenario& scenario, std::size_t filter) {
  switch (filter) {
    case 0:
      return name(scenario.status);
    case 1:
      return scenario.name;
    case 2:
      return scenario.group_sharing_preference;
    default:
      return scenario.cost_category_arn;
  }
}

void check_tags(const Fields& request) {
  const auto tags = request.text_map("tags");
  if (tags.size() > kMaxTags) {
    request.violate("tags", "Member must have length less than or equal to " + std::to_string(kMaxTags));
  }
  for (const auto& [key, value] : tags) {
    if (const auto broken = resource_tag_key().broken_by(key)) request.violate("tags", "key: " + *broken);
    if (const auto broken = resource_tag_value().broken_by(value)) request.violate("tags", "value: " + *broken);
  }
}

}  // namespace

json::object list_bill_scenarios(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  const auto filters = read_filters(fields, kFilterNames);
  const TimeFilter created = read_time_filter(fields, "createdAtFilter");
  const TimeFilter expires = read_time_filter(fields, "expiresAtFilter");
  const ListPlace place = read_list_place(fields, "ListBillScenarios");
  violations.raise();
  const auto accepts = [&](const Scenario& scenario) {
    return created.accepts(scenario.created_at) && expires.accepts(scenario.expires_at) &&
           passes(filters, [&](std::size_t filter) { return attribute(scenario, filter); });
  };
  return list_page(context.bill_scenarios.scenarios(), place, accepts, scenario_answer);
}

json::object get_bill_scenario(const Context& context, const json::value& request) {
  Violations violations;
  const std::string id = Fields(request, violations).required_text("identifier", resource_id());
  violations.raise();
  const Scenario* scenario = context.bill_scenarios.find(id);
  if (scenario == nullptr) throw scenario_not_found(id);
  return scenario_answer(*scenario);
}

// A new scenario is READY at once and has no lines. AWS copies the usage of the bill interval into it later.
json::object create_bill_scenario(const Context& context, const json::value& request) {
  Violations violations;
  const Fields fields(request, violations);
  Scenario scenario;
  scenario.name = fields.required_text("name", bill_scenario_name());
  fields.text("clientToken", client_token());
  check_tags(fields);
  scenario.group_sharing_preference = fields.choice("groupSharingPreference", kGroupSharingPreferences);
  scenario.cost_category_arn = fields.text("costCategoryGroupSharingPreferenceArn", cost_category_arn());
  violations.raise();
  scenario.interval = last_full_month(context.now);
  scenario.created_at = context.now;
  scenario.expires_at = context.now + std::chrono::days(365);
  return answered_once(context.bill_scenarios, "CreateBillScenario", fields.object(), scenario.name,
                       [&] { return scenario_answer(context.bill_scenarios.add(scenario)); });
}

// An unknown scenario counts as deleted, because the model has no ResourceNotFoundException here. A LOCKED scenario is
// used by an estimate and is refused. STALE and FAILED ones can be deleted.
json::object delete_bill_scenario(const Context& context, const json::value& request) {
  Violations violations;
  const std::string id = Fields(request, violations).required_text("identifier", resource_id());
  violations.raise();
  const Scenario* scenario = context.bill_scenarios.find(id);
  if (scenario != nullptr && scenario->status == ScenarioStatus::kLocked) {
    throw scenario_conflict("Bill scenario " + id + " is LOCKED and cannot be deleted.", id);
  }
  context.bill_scenarios.remove(id);
  return {};
}

}  // namespace awscost::sandbox
