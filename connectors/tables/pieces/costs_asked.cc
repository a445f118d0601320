#include "connectors/tables/pieces/costs_asked.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "connectors/tables/request/dimension_keys.h"
#include "connectors/tables/request/expression.h"
#include "sql/metrics.h"
#include "sql/value.h"

namespace awscost::pieces {
namespace {

namespace json = boost::json;
using sql::KeyType;
using sql::Role;

std::string_view type_name(KeyType type) {
  switch (type) {
    case KeyType::kTag:
      return "TAG";
    case KeyType::kCostCategory:
      return "COST_CATEGORY";
    case KeyType::kDimension:
    case KeyType::kOther:
      break;
  }
  return "DIMENSION";
}

// The key that the dimension column is about; nothing where it is that of no key of group_by.
std::optional<Key> key_of_column(const sql::Scan& scan, std::size_t index) {
  const sql::Column& column = scan.table->columns[index];
  const auto named = [&](KeyType type, std::string_view name) {
    return Key{.type = std::string(type_name(type)), .name = std::string(name)};
  };
  switch (column.role) {
    case Role::kTag:
      return named(KeyType::kTag, column.wire);
    case Role::kCostCategory:
      return named(KeyType::kCostCategory, column.wire);
    case Role::kDimension:
      return named(KeyType::kDimension, column.wire);
    default:
      break;
  }
  const auto position = scan.group_by.position(index);
  if (!position) return std::nullopt;
  return api_key(*scan.table, scan.group_by.keys[*position]);
}

// A key that names AWS's text for "no value" goes out without a filter (connectors/tables/request/filter.cc).
bool goes_out(const sql::Scan& scan, std::size_t column) {
  const sql::Selection& selection = scan.selections[column];
  if (!sql::is_dimension(scan.table->columns[column].role) || !selection.bound) return false;
  const bool names_none = scan.table->columns[column].role == Role::kDimension &&
                          std::any_of(selection.values.begin(), selection.values.end(), request::stands_for_none);
  return !names_none || !scan.is_key(column);
}

bool is_asked_apart(Role role) {
  return role == Role::kGroupBy || role == Role::kStartDate || role == Role::kEndDate || role == Role::kGranularity ||
         role == Role::kProfile || role == Role::kRegion;
}

// What has to be equal. Columns of a named table have other positions, so they are known by name.
std::string subject_of(const Operation& operation, const sql::Scan& scan) {
  json::object subject{{"operation", operation.table.operation}, {"rows", operation.rows.each}};
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    if (!column.asked_by.empty() && scan.mentioned.test(i)) subject[column.name] = true;
    if (!sql::is_input(column.role) || is_asked_apart(column.role)) continue;
    const auto text = scan.input(i);
    if (!text) continue;
    if (column.role == Role::kFilter) {
      subject[column.name] =
          request::to_expression(sql::canonical(request::parse_expression(*text, std::string(column.name))));
    } else {
      subject[column.name] = *text;
    }
  }
  return json::serialize(subject);
}

// A condition on another column that narrows the request leaves rows out.
bool narrows_otherwise(const sql::Scan& scan) {
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    if (!sql::is_narrowing(column)) continue;
    if (scan.selections[i].bound || scan.ranges[i].bound()) return true;
  }
  return false;
}

std::vector<std::string> metrics_of(const sql::Scan& scan) {
  std::vector<std::string> metrics;
  const auto& columns = scan.table->columns;
  bool reads_figures = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    reads_figures = reads_figures || (scan.mentioned.test(i) &&
                                      (sql::is_metric_family(columns[i].role) || columns[i].role == Role::kCurrency));
  }
  if (!reads_figures) return metrics;
  for (const sql::Column* metric : sql::requested_metrics(*scan.table, scan.mentioned))
    metrics.emplace_back(metric->wire);
  return metrics;
}

bool reads_lookups(const sql::Scan& scan) {
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    if (scan.mentioned.test(i) && column.role == Role::kResult &&
        column.wire.find("[Value") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool holds_resources(const Operation& operation) {
  const auto& columns = operation.table.columns;
  return std::any_of(columns.begin(), columns.end(), [](const sql::Column& column) {
    return column.role == Role::kDimension && column.wire == "RESOURCE_ID";
  });
}

// Whether the question groups or filters by what changes an account's past.
void note_labels(const sql::Scan& scan, CostsAsked& asked) {
  const auto note = [&asked](const Key& key) {
    asked.by_tag = asked.by_tag || key.type == "TAG";
    asked.by_cost_category = asked.by_cost_category || (key.type != "TAG" && key.type != "DIMENSION");
  };
  for (const Key& key : asked.group_by) note(key);
  for (const Bound& bound : asked.bound) note(bound.key);
  const auto filter = scan.input(Role::kFilter).value_or("");
  asked.by_tag = asked.by_tag || filter.find("\"Tags\"") != std::string_view::npos;
  asked.by_cost_category = asked.by_cost_category || filter.find("\"CostCategories\"") != std::string_view::npos;
}

json::array pair(const Key& key) {
  return {json::value(key.type), json::value(key.name)};
}

Key read_key(const json::value& value) {
  const json::array& both = value.as_array();
  return {.type = std::string(both.at(0).as_string()), .name = std::string(both.at(1).as_string())};
}

std::vector<std::string> read_texts(const json::value& list) {
  std::vector<std::string> texts;
  for (const json::value& text : list.as_array()) texts.emplace_back(text.as_string());
  return texts;
}

}  // namespace

const Bound* CostsAsked::bound_to(const Key& key) const {
  const auto found = std::find_if(bound.begin(), bound.end(), [&](const Bound& one) { return one.key == key; });
  return found == bound.end() ? nullptr : &*found;
}

bool CostsAsked::has_key(const Key& key) const {
  return std::find(group_by.begin(), group_by.end(), key) != group_by.end();
}

Key api_key(const sql::Table& table, const sql::GroupKey& key) {
  if (key.type == KeyType::kOther) return {.type = key.other_type, .name = key.name};
  const bool dimension = key.type == KeyType::kDimension;
  return {.type = std::string(type_name(key.type)),
          .name = dimension ? std::string(sql::api_name(table, key)) : key.name};
}

bool has_periods(const Operation& operation) {
  return sql::find(operation.table, Role::kPeriodStart) && !operation.request.time_period.empty() &&
         operation.parents.list == nullptr;
}

std::optional<CostsAsked> costs_asked(const Operation& operation, const sql::Scan& scan) {
  if (!scan.several.empty() || !scan.window || narrows_otherwise(scan)) return std::nullopt;
  CostsAsked asked{.subject = subject_of(operation, scan), .granularity = scan.granularity};
  for (const sql::GroupKey& key : scan.group_by.keys) asked.group_by.push_back(api_key(*scan.table, key));
  asked.metrics = metrics_of(scan);
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    if (!goes_out(scan, i)) continue;
    const auto key = key_of_column(scan, i);
    if (!key || asked.bound_to(*key) != nullptr) return std::nullopt;
    asked.bound.push_back({.key = *key, .values = scan.selections[i].values, .absent = scan.selections[i].absent});
  }
  asked.adds_up = !operation.request.metrics.empty();
  asked.by_resource = holds_resources(operation);
  note_labels(scan, asked);
  asked.tells_of_keys = reads_lookups(scan);
  return asked;
}

std::string to_text(const CostsAsked& asked) {
  json::array group_by;
  for (const Key& key : asked.group_by) group_by.push_back(pair(key));
  json::array bound;
  for (const Bound& one : asked.bound) {
    bound.push_back(json::object{
        {"key", pair(one.key)}, {"values", json::array(one.values.begin(), one.values.end())}, {"absent", one.absent}});
  }
  return json::serialize(json::object{{"granularity", sql::to_text(asked.granularity)},
                                      {"group_by", std::move(group_by)},
                                      {"metrics", json::array(asked.metrics.begin(), asked.metrics.end())},
                                      {"bound", std::move(bound)},
                                      {"by_tag", asked.by_tag},
                                      {"by_cost_category", asked.by_cost_category},
                                      {"by_resource", asked.by_resource},
                                      {"may_be_cut", asked.may_be_cut},
                                      {"sent_end", asked.sent_end},
                                      {"is_refused", asked.is_refused},
                                      {"page_ends", json::array(asked.page_ends.begin(), asked.page_ends.end())}});
}

// The file may be another version's, or somebody's who wrote into it.
std::optional<CostsAsked> from_text(std::string_view text, std::string subject) {
  try {
    const json::value value = json::parse(text);
    const json::object& object = value.as_object();
    CostsAsked asked{.subject = std::move(subject),
                     .granularity = sql::parse_granularity(std::string_view(object.at("granularity").as_string()))};
    for (const json::value& key : object.at("group_by").as_array()) asked.group_by.push_back(read_key(key));
    asked.metrics = read_texts(object.at("metrics"));
    for (const json::value& one : object.at("bound").as_array()) {
      const json::object& bound = one.as_object();
      asked.bound.push_back({.key = read_key(bound.at("key")),
                             .values = read_texts(bound.at("values")),
                             .absent = bound.at("absent").as_bool()});
    }
    asked.by_tag = object.at("by_tag").as_bool();
    asked.by_cost_category = object.at("by_cost_category").as_bool();
    asked.by_resource = object.at("by_resource").as_bool();
    asked.may_be_cut = object.at("may_be_cut").as_bool();
    asked.sent_end = std::string(object.at("sent_end").as_string());
    asked.is_refused = object.at("is_refused").as_bool();
    asked.page_ends = read_texts(object.at("page_ends"));
    return asked;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace awscost::pieces
