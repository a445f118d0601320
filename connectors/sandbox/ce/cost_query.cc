#include "connectors/sandbox/ce/cost_query.h"

#include <algorithm>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

constexpr std::size_t kMostGroups = 2;
constexpr std::size_t kMostFilters = 100;

std::size_t count_filters(const Expression& expression) {
  std::size_t count = expression.operands.empty() ? 1 : 0;
  for (const Expression& operand : expression.operands) count += count_filters(operand);
  return count;
}

std::vector<Metric> read_metrics(const Structure& request) {
  std::vector<Metric> metrics;
  for (const std::string& text : request.texts("Metrics")) {
    const auto metric = find_metric(text);
    if (!metric) {
      throw validation("Metric " + text +
                       " is invalid. Valid values are AmortizedCost, BlendedCost, NetAmortizedCost, NetUnblendedCost, "
                       "NormalizedUsageAmount, UnblendedCost, UsageQuantity");
    }
    if (std::find(metrics.begin(), metrics.end(), *metric) == metrics.end()) metrics.push_back(*metric);
  }
  // The model requires Metrics in one of the two operations, the documentation in both.
  if (metrics.empty())
    throw request.has("Metrics") ? validation("Metrics must not be empty.") : missing(request.path("Metrics"));
  return metrics;
}

GroupKey read_group_key(const Structure& definition, bool with_resources) {
  const std::string type = definition.text("Type").value_or("");
  GroupKey group{.type = GroupKey::Type::kDimension, .key = definition.text("Key").value_or(""), .dimension = {}};
  if (type.empty() || group.key.empty()) {
    throw validation("Group Definition is invalid. Both type an key need to be set to a non-empty value.");
  }
  if (type == "TAG") group.type = GroupKey::Type::kTag;
  if (type == "COST_CATEGORY") group.type = GroupKey::Type::kCostCategory;
  if (type != name(group.type)) throw validation("Group Definition type is invalid.");
  if (group.type != GroupKey::Type::kDimension) return group;
  const auto dimension = find_dimension(group.key);
  if (!dimension || !is_groupable(*dimension, with_resources)) {
    throw validation("Group Definition dimension is invalid. Valid values are " +
                     std::string(groupable_list(with_resources)));
  }
  group.dimension = *dimension;
  return group;
}

std::vector<GroupKey> read_group_by(const Structure& request, bool with_resources) {
  std::vector<GroupKey> keys;
  for (const Structure& definition : request.structures("GroupBy")) {
    keys.push_back(read_group_key(definition, with_resources));
  }
  if (keys.size() > kMostGroups) throw validation("Cannot group by more than 2 keys.");
  if (keys.size() == 2 && keys[0].type == keys[1].type && keys[0].key == keys[1].key) {
    throw validation("Group Definitions must be different from each other.");
  }
  return keys;
}

// A query groups by RESOURCE_ID or filters by it. AWS's documentation also demands a filter by SERVICE; AWS answers
// without one (observed: a filter by REGION, or by LINKED_ACCOUNT, alone).
void check_resource_rules(const CostQuery& query) {
  const bool grouped = std::any_of(query.group_by.begin(), query.group_by.end(), [](const GroupKey& key) {
    return key.type == GroupKey::Type::kDimension && key.dimension == Dimension::kResourceId;
  });
  if (!grouped && leaves(*query.filter, Dimension::kResourceId).empty()) {
    throw validation("Cost and usage with resources should be grouped by or filtered by RESOURCE_ID.");
  }
  if (query.granularity != Granularity::kHourly) return;
  for (const Expression* service : leaves(*query.filter, Dimension::kService)) {
    const bool compute = std::all_of(service->values.begin(), service->values.end(),
                                     [](const std::string& value) { return value == kComputeService; });
    if (!compute) throw validation("Hourly timePeriod is not supported for this request");
  }
}

// AWS's words; the hourly ones also come from plain GetCostAndUsage.
void check_opt_in(const CostQuery& query, const Switches& switches) {
  const auto refuse = [](const std::string& what) {
    throw ApiError("AccessDeniedException", what +
                                                " data granularity is an opt-in only feature. You can enable this "
                                                "feature from the PAYER account's Cost Explorer Settings page");
  };
  if (query.resources == Resources::kYes && !switches.resource_data) refuse("Resource-level");
  if (query.granularity == Granularity::kHourly && !switches.hourly_data) refuse("Hourly");
}

}  // namespace

std::string_view name(GroupKey::Type type) {
  switch (type) {
    case GroupKey::Type::kTag:
      return "TAG";
    case GroupKey::Type::kCostCategory:
      return "COST_CATEGORY";
    default:
      return "DIMENSION";
  }
}

CostQuery read_cost_query(const Structure& request, Resources resources, const Account& account,
                          std::chrono::sys_seconds now) {
  const bool with_resources = resources == Resources::kYes;
  CostQuery query;
  query.view = billing_view_of(request, account);
  query.resources = resources;
  query.granularity = read_granularity(request);
  check_opt_in(query, account.switches());
  const bool hourly = query.granularity == Granularity::kHourly;
  query.period = read_period(request, with_resources || hourly ? History::kDays : History::kMonths, hourly, now);
  query.metrics = read_metrics(request);
  query.group_by = read_group_by(request, with_resources);
  if (const auto filter = request.structure("Filter")) query.filter = parse_expression(*filter, with_resources);
  // The quota is AWS's, the message is not.
  if (query.filter && count_filters(*query.filter) > kMostFilters)
    throw validation("Filter has more than 100 filters.");
  if (!with_resources) return query;
  if (!query.filter) throw missing(request.path("Filter"));
  check_resource_rules(query);
  return query;
}

}  // namespace awscost::sandbox
