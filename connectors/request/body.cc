#include "connectors/request/body.h"

#include <boost/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "connectors/request/dimension_keys.h"
#include "connectors/request/expression.h"
#include "sql/error.h"
#include "sql/metrics.h"
#include "sql/predicate.h"

namespace awscost::request {
namespace {

namespace json = boost::json;
using sql::KeyType;

// Sets the member at a JSON Pointer; the objects on the way are made.
void set(json::object& body, std::string_view pointer, json::value value) {
  json::object* parent = &body;
  pointer.remove_prefix(1);
  for (std::size_t slash = pointer.find('/'); slash != pointer.npos; slash = pointer.find('/')) {
    json::value& inner = (*parent)[pointer.substr(0, slash)];
    if (!inner.is_object()) inner.emplace_object();
    parent = &inner.get_object();
    pointer.remove_prefix(slash + 1);
  }
  (*parent)[pointer] = std::move(value);
}

std::string_view type_name(KeyType type) {
  switch (type) {
    case KeyType::kTag:
      return "TAG";
    case KeyType::kCostCategory:
      return "COST_CATEGORY";
    case KeyType::kDimension:
      break;
  }
  return "DIMENSION";
}

json::array group_by(const sql::Scan& scan) {
  json::array keys;
  for (const sql::GroupKey& key : scan.group_by.keys) {
    const bool dimension = key.type == KeyType::kDimension;
    const std::string_view name =
        dimension ? scan.table->columns[static_cast<std::size_t>(key.column)].wire : std::string_view(key.name);
    keys.push_back(json::object{{"Type", type_name(key.type)}, {"Key", name}});
  }
  return keys;
}

// What is bound, and-ed with the `filter` input.
std::optional<sql::Predicate> filter(const sql::Scan& scan) {
  std::optional<sql::Predicate> bound = sql::predicate_of(scan);
  const std::optional<std::string_view> text = scan.input(sql::Role::kFilter);
  if (!text) return bound;
  std::vector<sql::Predicate> both;
  both.push_back(parse_expression(*text, std::string(scan.table->name) + ": filter"));
  if (bound) both.push_back(std::move(*bound));
  return sql::canonical(sql::conjunction(std::move(both)));
}

void set_filter(json::object& body, const Operation& operation, const sql::Scan& scan) {
  const std::optional<sql::Predicate> predicate = filter(scan);
  if (predicate) return set(body, operation.request.filter, expression_json(*predicate));
  if (!operation.table.needs_filter) return;
  throw sql::Error(std::string(operation.table.name) + " needs a filter that names a service: WHERE " +
                   std::string(operation.table.filter_example) + ".");
}

// A dimension by our column's name or by the API's key. One that we do not know is AWS's to judge.
std::string_view spelled_as_the_api(std::string_view dimension) {
  const std::string_view key = dimension_key(dimension);
  return key.empty() ? dimension : key;
}

void set_inputs(json::object& body, const sql::Scan& scan) {
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    const auto text = scan.input(static_cast<int>(i));
    if (!text) continue;
    if (column.role == sql::Role::kInput) set(body, column.wire, json::string(*text));
    if (column.role == sql::Role::kDimensionName) set(body, column.wire, json::string(spelled_as_the_api(*text)));
  }
}

}  // namespace

std::string body(const Operation& operation, const sql::Scan& scan, std::string_view token) {
  const RequestMembers& members = operation.request;
  json::object body;
  if (scan.window) {
    set(body, members.time_period, json::object{{"Start", scan.window->start}, {"End", scan.window->end}});
  }
  if (!members.granularity.empty()) set(body, members.granularity, json::string(sql::to_text(scan.granularity)));
  if (!members.filter.empty()) set_filter(body, operation, scan);
  if (!scan.group_by.keys.empty()) set(body, members.group_by, group_by(scan));
  if (!members.metrics.empty()) {
    json::array metrics;
    for (const std::string_view metric : sql::requested_metrics(*scan.table, scan.mentioned))
      metrics.emplace_back(metric);
    set(body, members.metrics, std::move(metrics));
  }
  set_inputs(body, scan);
  if (!token.empty()) set(body, operation.paging.request_token, json::string(token));
  return json::serialize(body);
}

}  // namespace awscost::request
