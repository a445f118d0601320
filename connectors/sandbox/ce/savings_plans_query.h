// The parts that GetSavingsPlansUtilization and GetSavingsPlansUtilizationDetails share: period, filter and sorting of
// the request, and the three groups of numbers in the answer.
//
// A filter may use six dimensions (the details: five), each with one or more values, joined by And only. LINKED_ACCOUNT
// is the plan's owner. REGION and INSTANCE_TYPE_FAMILY select plans that are bound to one.
//
// Example:
//
//   boost::json::object total(const Structure& request, const Context& context) {
//     const PlanQuery query = read_plan_query(request, Report::kByTime, context);
//     Utilization sum;
//     for (const SavingsPlan& plan : find_plans(query, context)) sum += utilization(plan, query.period);
//     return numbers(sum);
//   }
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <vector>

#include "connectors/sandbox/ce/savings_plans.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

enum class Report { kByTime, kDetails };

struct PlanSorting {
  // The sort key of a period or plan. nullopt is the lowest.
  std::optional<Amount> (*of)(const Utilization& utilization);
  bool ascending;
};

struct PlanQuery {
  Span period{};
  std::vector<Expression> conditions;  // leaves; all must match
  std::optional<PlanSorting> sorting;
};

PlanQuery read_plan_query(const Structure& request, Report report, const Context& context);

// The plans that match the filter and are active in the period. Throws DataUnavailableException if there are none.
std::vector<SavingsPlan> find_plans(const PlanQuery& query, const Context& context);

// A strict order, for a stable sort.
bool comes_first(const PlanSorting& sorting, const Utilization& left, const Utilization& right);

boost::json::object utilization_numbers(const Utilization& utilization);
boost::json::object savings_numbers(const Utilization& utilization);
boost::json::object amortized_numbers(const Utilization& utilization);
boost::json::object numbers(const Utilization& utilization);  // all three, by member name

boost::json::object period_object(Span period);

}  // namespace awscost::sandbox
