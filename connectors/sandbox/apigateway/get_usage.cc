// GetUsage: the daily usage of a plan's keys. Both dates are included.
//
//   GET /usageplans/{usageplanId}/usage?startDate=2026-11-01&endDate=2026-11-03
//     ->  {"usagePlanId":"...","values":{"a1b2c3d4e5":[[12,988],[0,1000],[40,960]]}}
#include "connectors/sandbox/apigateway/gateway.h"
#include "connectors/sandbox/apigateway/operations.h"
#include "connectors/sandbox/apigateway/position.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

// AWS documents neither how long usage is kept nor the longest period. The sandbox keeps 90 days.
constexpr std::chrono::days kKept{90};

Day required_day(const RestRequest& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text) throw bad_request("Missing required parameter: " + std::string(name));
  const auto moment = parse_moment(*text);
  if (!moment || moment->with_time) {
    throw bad_request("Invalid " + std::string(name) + ": '" + *text + "' is not a date of the form YYYY-MM-DD");
  }
  return day_of(moment->at);
}

struct Period {
  Day start;
  Day end;  // included
};

Period read_period(const RestRequest& request, Day today) {
  const Period period{required_day(request, "startDate"), required_day(request, "endDate")};
  if (period.start > period.end) throw bad_request("startDate must not be after endDate");
  if (period.start < today - kKept) throw bad_request("startDate must not be more than 90 days ago");
  if (period.end - period.start > kKept) throw bad_request("endDate must not be more than 90 days after startDate");
  return period;
}

const std::string& name_of(const UsagePlan& plan, const ApiKey& key) {
  return plan.usage_by_value ? key.value : key.id;
}

// In a plan that names keys by value, a client may pass that value as the key id.
bool is_asked(const UsagePlan& plan, const ApiKey& key, const std::optional<std::string>& key_id) {
  return !key_id || key.id == *key_id || name_of(plan, key) == *key_id;
}

json::array pairs(const std::vector<DayUsage>& days) {
  json::array list;
  for (const DayUsage& day : days) list.push_back(json::array{day.used, day.remaining});
  return list;
}

}  // namespace

// Pages count keys. A key without traffic has zeros. For a key outside the plan the map is empty.
json::object get_usage(const Context& context, const RestRequest& request) {
  const Day today = day_of(context.now);
  const Period period = read_period(request, today);
  const GatewayRegion& region = context.gateway.region(context.region);
  const UsagePlan* plan = region.find_plan(request.labels.at("usageplanId"));
  if (plan == nullptr) throw ApiError("NotFoundException", "Invalid Usage Plan ID specified");
  const auto key_id = request.parameter("keyId");
  std::vector<const ApiKey*> keys;
  for (const std::size_t place : plan->keys) {
    if (is_asked(*plan, region.keys[place], key_id)) keys.push_back(&region.keys[place]);
  }
  const Page page = page_of(request, "GetUsage", context.region, keys.size());
  json::object values;
  for (std::size_t i = page.from; i < page.to; ++i) {
    values[name_of(*plan, *keys[i])] = pairs(context.gateway.usage(*plan, *keys[i], period.start, period.end, today));
  }
  json::object answer{{"usagePlanId", plan->id},
                      {"startDate", date_text(period.start)},
                      {"endDate", date_text(period.end)},
                      {"values", std::move(values)}};
  if (page.next) answer["position"] = *page.next;
  return answer;
}

}  // namespace awscost::sandbox
