#include "connectors/tables/bill_scenarios/batch.h"

#include <boost/json.hpp>
#include <utility>

namespace awscost::bill_scenarios {
namespace {

namespace json = boost::json;

std::string quoted(std::string_view text) {
  return json::serialize(json::string(text));
}

// Writes a JSON object member by member, so that numbers keep the form that amounts_json() gives them.
class Object {
 public:
  Object& text(std::string_view name, std::string_view value) { return raw(name, quoted(value)); }
  Object& text_if_any(std::string_view name, std::string_view value) {
    return value.empty() ? *this : text(name, value);
  }
  Object& number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
  Object& raw(std::string_view name, std::string_view value) {
    if (out_.size() > 1) out_ += ',';
    out_ += quoted(name);
    out_ += ':';
    out_ += value;
    return *this;
  }
  std::string str() const { return out_ + '}'; }

 private:
  std::string out_ = "{";
};

std::string list(const std::vector<std::string>& elements) {
  std::string out = "[";
  for (const std::string& element : elements) {
    if (out.size() > 1) out += ',';
    out += element;
  }
  return out + ']';
}

std::string update_json(const PendingLine& line) {
  Object object;
  object.text("id", line.line.id);
  if (line.usage_group) object.text("group", *line.usage_group);
  if (line.amounts) object.raw("amounts", amounts_json(*line.amounts));
  return object.str();
}

std::string historical_json(const Historical& historical) {
  return Object()
      .text("serviceCode", historical.service_code)
      .text("usageType", historical.usage_type)
      .text("operation", historical.operation)
      .text_if_any("location", historical.location)
      .text("usageAccountId", historical.usage_account_id)
      .raw("billInterval",
           Object().number("start", historical.bill_interval_start).number("end", historical.bill_interval_end).str())
      .raw("filterExpression", historical.filter)
      .str();
}

// A batch of lines that exist at AWS, named by their ids.
Batch batch_of_known(Action action, Lines lines, std::string_view member, std::string (*element)(const PendingLine&)) {
  Batch batch{.action = action, .lines = std::move(lines)};
  std::vector<std::string> elements;
  for (const auto& line : batch.lines) {
    batch.names.push_back(line->line.id);
    elements.push_back(element(*line));
  }
  batch.body = Object().text("billScenarioId", batch.first().scenario).raw(member, list(elements)).str();
  return batch;
}

}  // namespace

std::string_view operation_of(Action action) {
  switch (action) {
    case Action::kDelete:
      return "BatchDeleteBillScenarioUsageModification";
    case Action::kUpdate:
      return "BatchUpdateBillScenarioUsageModification";
    case Action::kCreate:
      break;
  }
  return "BatchCreateBillScenarioUsageModification";
}

std::string_view word_of(Action action) {
  switch (action) {
    case Action::kDelete:
      return "delete";
    case Action::kUpdate:
      return "update";
    case Action::kCreate:
      break;
  }
  return "create";
}

// awsJson 1.0. AWS does not charge for these operations.
wire::Call Batch::call() const {
  wire::Call call{.service = std::string(kService), .operation = std::string(operation_of(action))};
  call.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                  {"X-Amz-Target", "AWSBCMPricingCalculator." + call.operation}};
  call.body = body;
  return call;
}

Batch delete_batch(Lines lines) {
  return batch_of_known(Action::kDelete, std::move(lines), "ids",
                        [](const PendingLine& line) { return quoted(line.line.id); });
}

Batch update_batch(Lines lines) {
  return batch_of_known(Action::kUpdate, std::move(lines), "usageModifications", update_json);
}

Batch create_batch(Lines lines, std::vector<std::string> keys, std::string token) {
  Batch batch{
      .action = Action::kCreate, .lines = std::move(lines), .names = std::move(keys), .token = std::move(token)};
  std::vector<std::string> elements;
  for (std::size_t i = 0; i < batch.lines.size(); ++i) {
    elements.push_back(creation_json(*batch.lines[i], batch.names[i]));
  }
  batch.body = Object()
                   .text("billScenarioId", batch.first().scenario)
                   .text("clientToken", batch.token)
                   .raw("usageModifications", list(elements))
                   .str();
  return batch;
}

std::string creation_json(const PendingLine& line, std::string_view key) {
  Object object;
  object.text_if_any("key", key)
      .text("serviceCode", line.line.service_code)
      .text("usageType", line.line.usage_type)
      .text("operation", line.new_line.operation)
      .text_if_any("availabilityZone", line.new_line.availability_zone)
      .text_if_any("group", line.usage_group.value_or(""))
      .text("usageAccountId", line.new_line.usage_account_id);
  if (line.amounts) object.raw("amounts", amounts_json(*line.amounts));
  if (line.new_line.historical) object.raw("historicalUsage", historical_json(*line.new_line.historical));
  return object.str();
}

}  // namespace awscost::bill_scenarios
