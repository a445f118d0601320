#include "bcm_asking.h"

#include <gtest/gtest.h>

namespace awscost::sandbox {

namespace json = boost::json;

std::int64_t october(int hour) {
  const std::chrono::sys_days first = std::chrono::year(2026) / 10 / 1;
  return std::chrono::sys_seconds(first + std::chrono::hours(hour)).time_since_epoch().count();
}

wire::Reply PricingAsker::reply(const std::string& operation, const std::string& body) {
  wire::Call call;
  call.service = "bcm-pricing-calculator";
  call.operation = operation;
  call.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                  {"X-Amz-Target", "AWSBCMPricingCalculator." + operation}};
  call.body = body;
  return sandbox_.send(call, {});
}

json::value PricingAsker::ok(const std::string& operation, const json::object& body) {
  const wire::Reply answer = reply(operation, json::serialize(body));
  EXPECT_EQ(answer.status, 200) << json::serialize(body) << "\n" << answer.body;
  return json::parse(answer.body);
}

PricingRefusal PricingAsker::refused(const std::string& operation, const json::object& body) {
  const wire::Reply answer = reply(operation, json::serialize(body));
  EXPECT_EQ(answer.status, 400) << json::serialize(body) << "\n" << answer.body.substr(0, 300);
  if (answer.status != 400) return {};
  PricingRefusal refusal;
  refusal.body = json::parse(answer.body).as_object();
  refusal.code = text(refusal.body, "__type");
  refusal.message = text(refusal.body, "message");
  if (const json::value* list = refusal.body.if_contains("fieldList")) {
    for (const json::value& field : list->as_array()) refusal.fields.push_back(text(field, "name"));
  }
  return refusal;
}

std::vector<json::value> PricingAsker::items(const std::string& operation, json::object body, std::size_t* pages) {
  std::vector<json::value> result;
  for (std::size_t page = 1;; ++page) {
    const json::value answer = ok(operation, body);
    for (const json::value& item : answer.at("items").as_array()) result.push_back(item);
    if (pages != nullptr) *pages = page;
    const json::value* token = answer.as_object().if_contains("nextToken");
    if (token == nullptr) return result;
    body["nextToken"] = *token;
  }
}

std::string PricingAsker::scenario(const std::string& name) {
  const auto found = items("ListBillScenarios", {{"filters", {{{"name", "NAME"}, {"values", json::array{name}}}}}});
  EXPECT_EQ(found.size(), 1U) << name;
  return found.empty() ? std::string() : text(found.front(), "id");
}

std::vector<json::value> PricingAsker::lines(const std::string& scenario_id) {
  return items("ListBillScenarioUsageModifications", {{"billScenarioId", scenario_id}});
}

json::value PricingAsker::line(const std::string& scenario_id, const std::string& line_id) {
  for (json::value& line : lines(scenario_id)) {
    if (text(line, "id") == line_id) return line;
  }
  ADD_FAILURE() << "no line " << line_id;
  return {};
}

std::string text(const json::value& value, const char* member) {
  const json::value* found = value.as_object().if_contains(member);
  return found == nullptr ? "(absent)" : std::string(found->as_string());
}

std::vector<std::string> texts(const std::vector<json::value>& items, const char* member) {
  std::vector<std::string> result;
  for (const json::value& item : items) result.push_back(text(item, member));
  return result;
}

std::vector<std::string> faults(const json::value& answer, const char* handle) {
  std::vector<std::string> result;
  for (const json::value& error : answer.at("errors").as_array()) {
    EXPECT_NE(text(error, "errorMessage"), "");
    result.push_back(text(error, handle) + " " + text(error, "errorCode"));
  }
  return result;
}

}  // namespace awscost::sandbox
