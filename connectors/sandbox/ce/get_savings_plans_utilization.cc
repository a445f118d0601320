#include "connectors/sandbox/ce/get_savings_plans_utilization.h"

#include <algorithm>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/ce/savings_plans_query.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

struct Result {
  Span period;
  Utilization sum;
};

Granularity granularity_of(const Structure& request) {
  if (!request.has("Granularity")) return Granularity::kDaily;
  const Granularity granularity = read_granularity(request);
  // Observed for GetReservationUtilization, which has the same enumeration.
  if (granularity == Granularity::kHourly) throw validation("Granularity should be either 'MONTHLY' or 'DAILY'");
  return granularity;
}

}  // namespace

json::object get_savings_plans_utilization(const Context& context, const json::value& body) {
  const Structure request(body);
  const Granularity granularity = granularity_of(request);
  const PlanQuery query = read_plan_query(request, Report::kByTime, context);
  const std::vector<SavingsPlan> plans = find_plans(query, context);

  std::vector<Result> results;
  Utilization total;
  for (const Span& bucket : buckets(query.period, granularity)) {
    Utilization sum;
    for (const SavingsPlan& plan : plans) sum += utilization(plan, bucket);
    total += sum;
    results.push_back({bucket, sum});
  }
  if (query.sorting) {
    std::stable_sort(results.begin(), results.end(), [&query](const Result& left, const Result& right) {
      return comes_first(*query.sorting, left.sum, right.sum);
    });
  }
  json::array by_time;
  for (const Result& result : results) {
    json::object entry = numbers(result.sum);
    entry["TimePeriod"] = period_object(result.period);
    by_time.push_back(std::move(entry));
  }
  return {{"SavingsPlansUtilizationsByTime", std::move(by_time)}, {"Total", numbers(total)}};
}

}  // namespace awscost::sandbox
