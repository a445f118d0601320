#include "connectors/sandbox/ce/savings_plans_query.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/period.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

// The plan's value of a dimension; null if the report does not support the dimension. The documentation of the details
// does not list the type.
const std::string* text_of(const SavingsPlan& plan, Dimension dimension, Report report) {
  switch (dimension) {
    case Dimension::kLinkedAccount:
      return &plan.account;
    case Dimension::kSavingsPlanArn:
      return &plan.arn;
    case Dimension::kSavingsPlansType:
      return report == Report::kByTime ? &plan.type : nullptr;
    case Dimension::kRegion:
      return &plan.region;
    case Dimension::kPaymentOption:
      return &plan.payment;
    case Dimension::kInstanceTypeFamily:
      return &plan.family;
    default:
      return nullptr;
  }
}

void collect(const Expression& expression, Report report, std::vector<Expression>& conditions) {
  switch (expression.root) {
    case Expression::Root::kAnd:
      for (const Expression& operand : expression.operands) collect(operand, report, conditions);
      return;
    case Expression::Root::kDimensions:
      if (text_of({}, expression.dimension, report) == nullptr) {
        throw validation("Dimension " + std::string(name(expression.dimension)) + " is not allowed.");
      }
      conditions.push_back(expression);
      return;
    default:
      throw validation("Filter is invalid. Only the And operator between Dimensions is supported.");
  }
}

struct SortKey {
  std::string_view name;
  std::optional<Amount> (*of)(const Utilization& utilization);
};
// The last two are for the details only.
constexpr std::array<SortKey, 7> kSortKeys = {{
    {"UtilizationPercentage", [](const Utilization& it) { return it.percentage(); }},
    {"TotalCommitment", [](const Utilization& it) { return std::optional(it.total); }},
    {"UsedCommitment", [](const Utilization& it) { return std::optional(it.used); }},
    {"UnusedCommitment", [](const Utilization& it) { return std::optional(it.unused()); }},
    {"NetSavings", [](const Utilization& it) { return std::optional(it.net_savings()); }},
    {"AmortizedRecurringCommitment", [](const Utilization& it) { return std::optional(it.recurring); }},
    {"AmortizedUpfrontCommitment", [](const Utilization& it) { return std::optional(it.upfront); }},
}};
constexpr std::size_t kByTimeKeys = 5;

std::optional<PlanSorting> read_sorting(const Structure& request, Report report) {
  const auto definition = request.structure("SortBy");
  if (!definition) return std::nullopt;
  const std::string key = definition->required_text("Key");
  const auto* const end = report == Report::kDetails ? kSortKeys.end() : kSortKeys.begin() + kByTimeKeys;
  const auto* const found =
      std::find_if(kSortKeys.begin(), end, [&key](const SortKey& candidate) { return candidate.name == key; });
  if (found == end) {
    std::string names;
    for (const auto* it = kSortKeys.begin(); it != end; ++it) {
      names += (names.empty() ? "" : ", ") + std::string(it->name);
    }
    throw validation("SortBy key " + key + " is invalid. Valid values are " + names);
  }
  const std::string order = definition->text("SortOrder").value_or("DESCENDING");
  if (order != "ASCENDING" && order != "DESCENDING") {
    throw not_in_enum(order, definition->path("SortOrder"), "ASCENDING, DESCENDING");
  }
  return PlanSorting{found->of, order == "ASCENDING"};
}

bool holds(const Expression& condition, const SavingsPlan& plan) {
  const std::string& text = *text_of(plan, condition.dimension, Report::kByTime);
  return std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
}

}  // namespace

PlanQuery read_plan_query(const Structure& request, Report report, const Context& context) {
  PlanQuery query;
  query.period = read_period(request, History::kReports, false, context.now);
  if (const auto filter = request.structure("Filter")) {
    collect(parse_expression(*filter, false), report, query.conditions);
  }
  query.sorting = read_sorting(request, report);
  return query;
}

std::vector<SavingsPlan> find_plans(const PlanQuery& query, const Context& context) {
  std::vector<SavingsPlan> plans = savings_plans(context.account, first_of_month(day_of(context.now)));
  std::erase_if(plans, [&query](const SavingsPlan& plan) {
    return intersection(plan.life, query.period).empty() ||
           !std::all_of(query.conditions.begin(), query.conditions.end(),
                        [&plan](const Expression& condition) { return holds(condition, plan); });
  });
  if (plans.empty()) throw data_unavailable();
  return plans;
}

bool comes_first(const PlanSorting& sorting, const Utilization& left, const Utilization& right) {
  const auto a = sorting.of(left);
  const auto b = sorting.of(right);
  return sorting.ascending ? a < b : b < a;
}

json::object utilization_numbers(const Utilization& utilization) {
  const auto percentage = utilization.percentage();
  return {{"TotalCommitment", utilization.total.text()},
          {"UsedCommitment", utilization.used.text()},
          {"UnusedCommitment", utilization.unused().text()},
          // Without a commitment the member is present and empty.
          {"UtilizationPercentage", percentage ? percentage->text() : std::string()}};
}

json::object savings_numbers(const Utilization& utilization) {
  return {{"NetSavings", utilization.net_savings().text()}, {"OnDemandCostEquivalent", utilization.on_demand.text()}};
}

json::object amortized_numbers(const Utilization& utilization) {
  return {{"AmortizedRecurringCommitment", utilization.recurring.text()},
          {"AmortizedUpfrontCommitment", utilization.upfront.text()},
          {"TotalAmortizedCommitment", utilization.amortized().text()}};
}

json::object numbers(const Utilization& utilization) {
  return {{"Utilization", utilization_numbers(utilization)},
          {"Savings", savings_numbers(utilization)},
          {"AmortizedCommitment", amortized_numbers(utilization)}};
}

json::object period_object(Span period) {
  return {{"Start", date_text(std::chrono::floor<std::chrono::days>(period.from))},
          {"End", date_text(std::chrono::floor<std::chrono::days>(period.to))}};
}

}  // namespace awscost::sandbox
