#include "connectors/sandbox/bcm/answer.h"

#include <cmath>

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

double seconds(Instant instant) {
  return static_cast<double>(instant.time_since_epoch().count()) / 1000;
}

json::value timestamp(Instant instant) {
  const auto milliseconds = instant.time_since_epoch().count();
  if (milliseconds % 1000 == 0) return milliseconds / 1000;
  return seconds(instant);
}

json::value amount(double value) {
  constexpr double kPlain = 1e9;
  if (std::abs(value) <= kPlain && std::trunc(value) == value) return static_cast<std::int64_t>(value);
  return value;
}

void put(json::object& object, std::string_view member, const std::optional<std::string>& value) {
  if (value) object[member] = *value;
}

json::object history_answer(const HistoricalUsage& usage) {
  json::object answer = {
      {"serviceCode", usage.service_code}, {"usageType", usage.usage_type}, {"operation", usage.operation}};
  put(answer, "location", usage.location);
  answer["usageAccountId"] = usage.usage_account_id;
  json::object& interval = answer["billInterval"].emplace_object();
  if (usage.interval_start) interval["start"] = seconds(*usage.interval_start);
  if (usage.interval_end) interval["end"] = seconds(*usage.interval_end);
  answer["filterExpression"] = usage.filter_expression;
  return answer;
}

}  // namespace

json::object scenario_answer(const Scenario& scenario) {
  json::object answer = {
      {"id", scenario.id},
      {"name", scenario.name},
      {"billInterval", {{"start", seconds(scenario.interval.start)}, {"end", seconds(scenario.interval.end)}}},
      {"status", name(scenario.status)},
      {"createdAt", timestamp(scenario.created_at)},
      {"expiresAt", timestamp(scenario.expires_at)}};
  put(answer, "failureMessage", scenario.failure_message);
  put(answer, "groupSharingPreference", scenario.group_sharing_preference);
  put(answer, "costCategoryGroupSharingPreferenceArn", scenario.cost_category_arn);
  return answer;
}

json::object line_answer(const UsageLine& line) {
  json::object answer = {
      {"serviceCode", line.service_code}, {"usageType", line.usage_type}, {"operation", line.operation}};
  put(answer, "location", line.location);
  put(answer, "availabilityZone", line.availability_zone);
  answer["id"] = line.id;
  put(answer, "group", line.group);
  answer["usageAccountId"] = line.usage_account_id;
  json::array& quantities = answer["quantities"].emplace_array();
  for (const UsageQuantity& quantity : line.quantities) {
    quantities.push_back(
        {{"startHour", timestamp(quantity.start_hour)}, {"unit", line.unit}, {"amount", amount(quantity.amount)}});
  }
  if (line.historical_usage) answer["historicalUsage"] = history_answer(*line.historical_usage);
  return answer;
}

}  // namespace awscost::sandbox
