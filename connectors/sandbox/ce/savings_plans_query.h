// What GetSavingsPlansUtilization and GetSavingsPlansUtilizationDetails share: period, filter and sorting of a request,
// and the three groups of numbers of an answer.
//
// The filter takes six dimensions (the details five), each with one or more values, joined by And only. LINKED_ACCOUNT
// is the plan's owner; REGION and INSTANCE_TYPE_FAMILY find the plans that are bound to one.
//
//   const PlanQuery query = read_plan_query(request, Report::kByTime, context);
//   for (const SavingsPlan& plan : find_plans(query, context)) sum += utilization(plan, query.period);
//   json::object total = numbers(sum);
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
  // Of a period or plan; nothing sorts below everything.
  std::optional<Amount> (*of)(const Utilization& utilization);
  bool ascending;
};

struct PlanQuery {
  Span period{};
  std::vector<Expression> conditions;  // leaves, all of which hold
  std::optional<PlanSorting> sorting;
};

PlanQuery read_plan_query(const Structure& request, Report report, const Context& context);

// The plans that the filter leaves and that live within the period; throws DataUnavailableException where there are
// none.
std::vector<SavingsPlan> find_plans(const PlanQuery& query, const Context& context);

// True where `left` comes first; false for equals, so that a stable sort leaves them as they were.
bool comes_first(const PlanSorting& sorting, const Utilization& left, const Utilization& right);

boost::json::object utilization_numbers(const Utilization& utilization);
boost::json::object savings_numbers(const Utilization& utilization);
boost::json::object amortized_numbers(const Utilization& utilization);
boost::json::object numbers(const Utilization& utilization);  // all three, by their members' names

boost::json::object period_object(Span period);

}  // namespace awscost::sandbox
