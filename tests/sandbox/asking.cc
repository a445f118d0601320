#include "asking.h"

#include <gtest/gtest.h>

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

LineItem item(const std::string& start, const std::string& service, const std::string& account, const std::string& cost,
              const std::string& usage, const std::string& unit) {
  return {.start = start,
          .dimensions = {{"SERVICE", service}, {"LINKED_ACCOUNT", account}, {"RECORD_TYPE", "Usage"}},
          .tags = {},
          .cost_categories = {},
          .amounts = {{"UnblendedCost", cost}, {"UsageQuantity", usage}},
          .usage_unit = unit};
}

std::string text(const json::value& value) {
  return std::string(value.as_string());
}

std::string cell(const json::value& metrics, const std::string& metric) {
  const json::value& value = metrics.at(metric);
  return text(value.at("Amount")) + " " + text(value.at("Unit"));
}

}  // namespace

Options options(std::size_t page_size, std::uint64_t seed, std::chrono::sys_seconds now) {
  return {.seed = seed, .page_size = page_size, .now = [now] { return now; }};
}

Account small_account() {
  Account account("210987654321");
  account.name_member("000000000001", "first");
  account.name_member("000000000002", "zweites Konto");

  LineItem compute = item("2026-11-19T01:00:00Z", kEc2, "000000000001", "0.1", "1", "Hrs");
  compute.dimensions["RESOURCE_ID"] = "i-1";
  compute.tags = {{"env", "prod"}, {"team", "a$b"}};
  account.add(compute);
  compute.start = "2026-11-19T02:00:00Z";
  account.add(compute);
  compute.start = "2026-11-20T23:00:00Z";
  compute.amounts["UnblendedCost"] = "0.2";
  account.add(compute);

  LineItem other = item("2026-11-20", kEc2, "000000000002", "5", "24", "Hrs");
  other.dimensions["RESOURCE_ID"] = "i-2";
  other.tags = {{"env", "dev"}};
  other.cost_categories = {{"Unit", "Shared"}};
  account.add(other);

  account.add(item("2026-11-19", "AWS Lambda", "000000000001", "0.0000000001", "7", "Requests"));
  account.add(item("2026-11-20", "AWS Lambda", "000000000002", "0.3", "2.5", "Requests"));
  account.add(item("2026-10-31T23:00:00Z", "AWS Lambda", "000000000001", "8", "1", "Requests"));
  account.add(item("2026-10-01", "AWS Lambda", "000000000001", "16", "1", "Requests"));

  LineItem credit = item("2026-11-20", "AWS Lambda", "000000000002", "-1.5", "0", "N/A");
  credit.dimensions["RECORD_TYPE"] = "Credit";
  account.add(credit);
  return account;
}

wire::Reply Asker::reply(const std::string& operation, const std::string& body) {
  wire::Call call;
  call.service = "ce";
  call.operation = operation;
  call.headers = {{"Content-Type", "application/x-amz-json-1.1"},
                  {"X-Amz-Target", "AWSInsightsIndexService." + operation}};
  call.body = body;
  return sandbox_.send(call, {});
}

json::value Asker::ok(const std::string& operation, const std::string& body) {
  const wire::Reply answer = reply(operation, body);
  EXPECT_EQ(answer.status, 200) << body << "\n" << answer.body;
  return json::parse(answer.body);
}

Refusal Asker::refused(const std::string& operation, const std::string& body) {
  const wire::Reply answer = reply(operation, body);
  EXPECT_EQ(answer.status, 400) << body << "\n" << answer.body.substr(0, 300);
  if (answer.status != 400) return {};
  const json::object error = json::parse(answer.body).as_object();
  const json::value* message = error.if_contains("message");
  if (message == nullptr) message = error.if_contains("Message");
  return {text(error.at("__type")), message == nullptr ? "" : text(*message)};
}

std::vector<json::value> Asker::pages(const std::string& operation, const std::string& body) {
  std::vector<json::value> result{ok(operation, body)};
  while (const json::value* token = result.back().as_object().if_contains("NextPageToken")) {
    json::object next = json::parse(body).as_object();
    next["NextPageToken"] = *token;
    result.push_back(ok(operation, json::serialize(next)));
  }
  return result;
}

std::string cost_query(const std::string& period, const std::string& granularity, const std::string& more) {
  const auto slash = period.find('/');
  return R"({"TimePeriod":{"Start":")" + period.substr(0, slash) + R"(","End":")" + period.substr(slash + 1) +
         R"("},"Granularity":")" + granularity + R"(","Metrics":["UnblendedCost","UsageQuantity"])" +
         (more.empty() ? "" : "," + more) + "}";
}

Cells cells(const json::value& answer, const std::string& metric) {
  Cells result;
  for (const json::value& bucket : answer.at("ResultsByTime").as_array()) {
    const std::string start = text(bucket.at("TimePeriod").at("Start")) + "|";
    if (!bucket.at("Total").as_object().empty()) result.emplace_back(start, cell(bucket.at("Total"), metric));
    for (const json::value& group : bucket.at("Groups").as_array()) {
      std::string name = start;
      for (const json::value& key : group.at("Keys").as_array()) {
        if (name.back() != '|') name += '|';
        name += text(key);
      }
      result.emplace_back(name, cell(group.at("Metrics"), metric));
    }
  }
  return result;
}

Cells cells(const std::vector<json::value>& pages, const std::string& metric) {
  Cells result;
  for (const json::value& page : pages) {
    for (auto& cell : cells(page, metric)) result.push_back(std::move(cell));
  }
  return result;
}

}  // namespace awscost::sandbox
