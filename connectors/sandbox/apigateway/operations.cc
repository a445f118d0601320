#include "connectors/sandbox/apigateway/operations.h"

#include <algorithm>

#include "connectors/sandbox/apigateway/gateway.h"
#include "connectors/sandbox/apigateway/position.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

std::string_view text(QuotaPeriod period) {
  if (period == QuotaPeriod::kDay) return "DAY";
  return period == QuotaPeriod::kWeek ? "WEEK" : "MONTH";
}

json::object json_of(const Throttle& throttle) {
  return {{"burstLimit", throttle.burst_limit}, {"rateLimit", throttle.rate_limit}};
}

json::object json_of(const ApiStage& stage) {
  json::object result{{"apiId", stage.api}, {"stage", stage.stage}};
  json::object methods;
  for (const auto& [method, throttle] : stage.methods) methods[method] = json_of(throttle);
  if (!methods.empty()) result["throttle"] = std::move(methods);
  return result;
}

// API Gateway omits members without a value.
void add_text(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void add_tags(json::object& object, const std::map<std::string, std::string>& tags) {
  if (!tags.empty()) object["tags"] = json::value_from(tags);
}

json::object json_of(const UsagePlan& plan) {
  json::object result{{"id", plan.id}, {"name", plan.name}};
  add_text(result, "description", plan.description);
  json::array& stages = result["apiStages"].emplace_array();
  for (const ApiStage& stage : plan.stages) stages.push_back(json_of(stage));
  if (plan.throttle) result["throttle"] = json_of(*plan.throttle);
  if (plan.quota) {
    result["quota"] = {
        {"limit", plan.quota->limit}, {"offset", plan.quota->offset}, {"period", text(plan.quota->period)}};
  }
  add_text(result, "productCode", plan.product_code);
  return result;
}

json::object json_of(const ApiKey& key, bool with_value) {
  json::object result{{"id", key.id}, {"name", key.name}, {"enabled", key.enabled}};
  if (with_value) result["value"] = key.value;
  add_text(result, "customerId", key.customer_id);
  add_text(result, "description", key.description);
  result["createdDate"] = key.created.time_since_epoch().count();
  result["lastUpdatedDate"] = key.updated.time_since_epoch().count();
  result["stageKeys"] = json::value_from(key.stage_keys);
  add_tags(result, key.tags);
  return result;
}

json::object plan_key(const ApiKey& key) {
  return {{"id", key.id}, {"type", "API_KEY"}, {"value", key.value}, {"name", key.name}};
}

// The query parameter `name` is a case-sensitive prefix.
bool has_name(const ApiKey& key, const RestRequest& request) {
  return key.name.starts_with(request.parameter("name").value_or(""));
}

template <typename Item, typename AsJson>
json::object list_page(const std::vector<const Item*>& items, const Page& page, AsJson as_json) {
  json::object answer;
  json::array& list = answer["item"].emplace_array();
  for (std::size_t i = page.from; i < page.to; ++i) list.push_back(as_json(*items[i]));
  if (page.next) answer["position"] = *page.next;
  return answer;
}

}  // namespace

// API Gateway returns tags in GetUsagePlan, but not in the list.
json::object get_usage_plans(const Context& context, const RestRequest& request) {
  const GatewayRegion& region = context.gateway.region(context.region);
  const auto key_id = request.parameter("keyId");
  std::vector<const UsagePlan*> plans;
  for (const UsagePlan& plan : region.plans) {
    const bool asked = !key_id || std::any_of(plan.keys.begin(), plan.keys.end(),
                                              [&](std::size_t place) { return region.keys[place].id == *key_id; });
    if (asked) plans.push_back(&plan);
  }
  return list_page(plans, page_of(request, "GetUsagePlans", context.region, plans.size()),
                   [](const UsagePlan& plan) { return json_of(plan); });
}

json::object get_usage_plan(const Context& context, const RestRequest& request) {
  const UsagePlan* plan = context.gateway.region(context.region).find_plan(request.labels.at("usageplanId"));
  if (plan == nullptr) throw ApiError("NotFoundException", "Invalid Usage Plan ID specified");
  json::object answer = json_of(*plan);
  add_tags(answer, plan->tags);
  return answer;
}

// AWS answers an unknown plan with an empty list, not with an error.
json::object get_usage_plan_keys(const Context& context, const RestRequest& request) {
  const GatewayRegion& region = context.gateway.region(context.region);
  std::vector<const ApiKey*> keys;
  if (const UsagePlan* plan = region.find_plan(request.labels.at("usageplanId"))) {
    for (const std::size_t place : plan->keys) {
      if (has_name(region.keys[place], request)) keys.push_back(&region.keys[place]);
    }
  }
  return list_page(keys, page_of(request, "GetUsagePlanKeys", context.region, keys.size()), plan_key);
}

json::object get_api_keys(const Context& context, const RestRequest& request) {
  const auto customer = request.parameter("customerId");
  std::vector<const ApiKey*> keys;
  for (const ApiKey& key : context.gateway.region(context.region).keys) {
    if (has_name(key, request) && (!customer || key.customer_id == *customer)) keys.push_back(&key);
  }
  const bool with_values = request.parameter("includeValues") == "true";
  return list_page(keys, page_of(request, "GetApiKeys", context.region, keys.size()),
                   [&](const ApiKey& key) { return json_of(key, with_values); });
}

json::object get_api_key(const Context& context, const RestRequest& request) {
  const ApiKey* key = context.gateway.region(context.region).find_key(request.labels.at("api_Key"));
  if (key == nullptr) throw ApiError("NotFoundException", "Invalid API Key identifier specified");
  return json_of(*key, request.parameter("includeValue") == "true");
}

}  // namespace awscost::sandbox
