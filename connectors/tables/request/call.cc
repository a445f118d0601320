#include "connectors/tables/request/call.h"

#include <boost/json.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "connectors/tables/request/dimension_keys.h"
#include "connectors/tables/request/expression.h"
#include "connectors/tables/request/filter.h"
#include "connectors/tables/request/message.h"
#include "connectors/tables/request/narrowing.h"
#include "connectors/tables/request/parsed_json.h"
#include "sql/error.h"
#include "sql/metrics.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::request {
namespace {

namespace json = boost::json;
using sql::KeyType;
using sql::Role;

std::string_view type_name(const sql::GroupKey& key) {
  switch (key.type) {
    case KeyType::kTag:
      return "TAG";
    case KeyType::kCostCategory:
      return "COST_CATEGORY";
    case KeyType::kOther:
      return key.other_type;
    case KeyType::kDimension:
      break;
  }
  return "DIMENSION";
}

json::array group_by(const sql::Scan& scan) {
  json::array keys;
  for (const sql::GroupKey& key : scan.group_by.keys) {
    const bool dimension = key.type == KeyType::kDimension;
    const std::string_view name = dimension ? sql::api_name(*scan.table, key) : std::string_view(key.name);
    keys.push_back(json::object{{"Type", type_name(key)}, {"Key", name}});
  }
  return keys;
}

// The list of objects that the user wrote as JSON.
json::array objects(const sql::Table& table, const sql::Column& column, std::string_view text) {
  const std::string what = std::string(table.name) + ": " + std::string(column.name);
  const std::string cure =
      " Write a JSON list of objects, as in " + std::string(column.name) + " = " + std::string(column.example) + ".";
  json::value value = parse_json(text, what, cure);
  json::array* list = value.if_array();
  if (list == nullptr || list->empty()) {
    throw sql::Error(what + (list == nullptr ? " is not a list." : " is an empty list.") + cure);
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!(*list)[i].is_object())
      throw sql::Error(what + ": element " + std::to_string(i + 1) + " is not an object." + cure);
  }
  return std::move(*list);
}

// "UTILIZATION, SAVINGS" -> ["UTILIZATION","SAVINGS"]
json::array listed(const sql::Table& table, const sql::Column& column, std::string_view text) {
  json::array list;
  for (const std::string_view element : text::comma_separated(text)) {
    if (element.empty()) {
      throw sql::Error(std::string(table.name) + ": the list in " + std::string(column.name) +
                       " has an empty element; write names separated by single commas, as in " +
                       std::string(column.example) + ".");
    }
    list.emplace_back(element);
  }
  return list;
}

// The text may be a secret, so the sentence does not quote it.
[[noreturn]] void no_id(const sql::Table& table, const sql::Column& column) {
  throw sql::Error(std::string(table.name) + ": " + std::string(column.name) +
                   " is longer than any id; write an id, such as " + std::string(column.example) +
                   ", not the key's value.");
}

// The API's key of a dimension that is named by our column or by the key. An unknown one goes out as it is: AWS
// decides.
std::string_view spelled_as_the_api(std::string_view dimension) {
  const std::string_view key = dimension_key(dimension);
  return key.empty() ? dimension : key;
}

// The day before an exclusive end.
std::string last_day(const std::string& end) {
  const auto instant = text::parse_instant(end);
  return instant ? text::date_text(*instant - std::chrono::days{1}) : end;
}

// Composes the parts of one request.
class Composer {
 public:
  Composer(const Operation& operation, const sql::Scan& scan, const Part& part)
      : operation_(operation), scan_(scan), part_(part) {}

  Message compose() {
    for (const Constant& constant : operation_.constants) message_.set(constant.wire, json::parse(constant.json));
    set_window();
    if (!members().granularity.empty()) {
      message_.set(members().granularity, json::string(sql::to_text(scan_.granularity)));
    }
    if (!members().filter.empty()) set_filter();
    if (!scan_.group_by.keys.empty()) message_.set(members().group_by, group_by(scan_));
    if (!members().metrics.empty()) set_metrics();
    for (std::size_t i = 0; i < scan_.table->columns.size(); ++i) set_column(i);
    const Paging& paging = operation_.paging;
    if (!paging.size_member.empty()) message_.set(paging.size_member, paging.size);
    if (!part_.token.empty()) message_.set(paging.request_token, json::string(part_.token));
    return std::move(message_);
  }

 private:
  const RequestMembers& members() const { return operation_.request; }

  void set_window() {
    if (!scan_.window) return;
    const auto& [start, end] = *scan_.window;
    if (!members().time_period.empty()) {
      message_.set(members().time_period, json::object{{"Start", start}, {"End", end}});
    } else {
      message_.set(members().first_day, json::string(start));
      message_.set(members().last_day, json::string(last_day(end)));
    }
  }

  void set_filter() {
    const std::optional<sql::Predicate> predicate = filter_of(operation_, scan_);
    if (predicate) return message_.set(members().filter, expression_json(*predicate));
    if (operation_.table.required_filter.empty()) return;
    throw sql::Error(std::string(operation_.table.name) + " needs " + std::string(operation_.table.required_filter) +
                     ": WHERE " + std::string(operation_.table.filter_example) + ".");
  }

  void set_metrics() {
    json::array metrics;
    for (const sql::Column* metric : sql::requested_metrics(*scan_.table, scan_.mentioned)) {
      metrics.emplace_back(metric->wire);
    }
    message_.set(members().metrics, std::move(metrics));
  }

  void set_column(std::size_t i) {
    const sql::Column& column = scan_.table->columns[i];
    if (column.role == Role::kParent) return message_.set(column.wire, json::string(part_.parent));
    if (!column.asked_by.empty() && scan_.mentioned.test(i)) message_.set(column.asked_by, true);
    if (!column.narrows.empty()) set_narrowing(message_, operation_, scan_, i);
    const auto text = scan_.input(i);
    if (!text) return;
    if (column.longest > 0 && text->size() > column.longest) no_id(*scan_.table, column);
    if (column.role == Role::kInput) message_.set(column.wire, json::string(*text));
    if (column.role == Role::kInputList) message_.set(column.wire, listed(*scan_.table, column, *text));
    if (column.role == Role::kInputObjects) message_.set(column.wire, objects(*scan_.table, column, *text));
    if (column.role == Role::kDimensionName) message_.set(column.wire, json::string(spelled_as_the_api(*text)));
  }

  const Operation& operation_;
  const sql::Scan& scan_;
  const Part& part_;
  Message message_;
};

// The profile or Region that the statement names. An empty name would be the one in force under a second name: the same
// account would be asked, paid and counted twice.
std::string named(const sql::Scan& scan, Role role) {
  const auto name = scan.input(role);
  if (!name) return {};
  if (!name->empty()) return std::string(*name);
  const sql::Column& column = scan.table->columns[sql::find(*scan.table, role).value()];
  throw sql::Error(std::string(scan.table->name) + ": an empty text is no " + std::string(column.name) +
                   ". Leave the condition out for the one in force, or write " + std::string(column.name) + " = " +
                   std::string(column.example) + ".");
}

}  // namespace

wire::Call call(const Operation& operation, const sql::Scan& scan, const Part& part) {
  Message message = Composer(operation, scan, part).compose();
  wire::Call call;
  call.service = operation.service.endpoint;
  call.operation = operation.table.operation;
  if (operation.service.protocol == Protocol::kRestJson) {
    call.method = operation.http.method;
    call.path = message.path(operation.http.path);
    call.query = message.query();
    call.headers = {{"Accept", "application/json"}};  // without it, API Gateway answers in HAL, another form
    if (operation.http.method != "GET") {
      call.headers.push_back({"Content-Type", "application/json"});
      call.body = message.body();
    }
  } else {
    const std::string target = std::string(operation.service.target_prefix) + "." + call.operation;
    call.headers = {{"Content-Type", std::string(operation.service.content_type)}, {"X-Amz-Target", target}};
    call.body = message.body();
  }
  call.price_usd = operation.price_usd;
  return call;
}

asking::Whom whom(const Operation& operation, const sql::Scan& scan) {
  return {.service = std::string(operation.service.endpoint),
          .profile = named(scan, Role::kProfile),
          .region = named(scan, Role::kRegion)};
}

}  // namespace awscost::request
