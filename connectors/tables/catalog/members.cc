#include "connectors/tables/catalog/members.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "connectors/tables/operations/narrowing_place.h"
#include "connectors/tables/operations/path.h"

namespace awscost::catalog {
namespace {

using sql::Column;
using sql::Role;

// Places in order, without empty and repeated ones.
class Places {
 public:
  void add(std::string place) {
    if (place.empty() || std::find(places_.begin(), places_.end(), place) != places_.end()) return;
    places_.push_back(std::move(place));
  }
  std::string text() const {
    std::string all;
    for (const std::string& place : places_) all += (all.empty() ? "" : ", ") + place;
    return all;
  }

 private:
  std::vector<std::string> places_;
};

// "/SortBy/Key" as SortBy.Key, "/Keys/0" as Keys[0].
std::string dotted(std::string_view path) {
  std::string text;
  while (!path.empty()) {
    const std::string_view whole = path;
    const PathStep step = take_step(path);
    const std::string_view written = whole.substr(1, whole.size() - path.size() - 1);
    if (step.kind == PathStep::Kind::kPosition) {
      text += "[" + std::to_string(step.position) + "]";
    } else {
      text += (text.empty() ? "" : ".") + std::string(written);
    }
  }
  return text;
}

std::string request_name(std::string_view wire) {
  if (wire.empty()) return {};
  if (wire.front() == '?') return std::string(wire.substr(1)) + " (query)";
  if (wire.front() == '{') return std::string(wire.substr(1, wire.size() - 2)) + " (path)";
  return dotted(wire);
}

// The member that conditions narrow, without the form in which it takes them.
std::string narrowing_name(std::string_view narrows) {
  const NarrowingPlace place = read_narrowing_place(narrows);
  switch (place.form) {
    case NarrowingPlace::Form::kNone:
      return {};
    case NarrowingPlace::Form::kParameter:
    case NarrowingPlace::Form::kValue:
    case NarrowingPlace::Form::kElement:
      return request_name(narrows);
    default:
      break;
  }
  if (!place.member.empty()) return dotted(place.member);
  const auto& [least, greatest, none] = place.parts;
  return std::string(least) + (least.empty() || greatest.empty() ? "" : ", ") + std::string(greatest);
}

// "Filter: SERVICE"; nothing where the request has no such member.
std::string one_value(std::string_view member, std::string_view value) {
  return member.empty() ? std::string() : request_name(member) + ": " + std::string(value);
}

std::string below(std::string_view member, std::string_view name) {
  return member.empty() ? std::string() : request_name(member) + "." + std::string(name);
}

void add_window(const RequestMembers& request, Places& places) {
  places.add(request_name(request.time_period));
  places.add(request_name(request.first_day));
  places.add(request_name(request.last_day));
}

void add_request_of_input(const RequestMembers& request, const Column& column, Places& places) {
  switch (column.role) {
    case Role::kGroupBy:
      return places.add(request_name(request.group_by));
    case Role::kStartDate:
      places.add(below(request.time_period, "Start"));
      return places.add(request_name(request.first_day));
    case Role::kEndDate:
      places.add(below(request.time_period, "End"));
      return places.add(request_name(request.last_day));
    case Role::kGranularity:
      return places.add(request_name(request.granularity));
    case Role::kFilter:
      return places.add(request_name(request.filter));
    case Role::kFilterBy:
      return places.add(one_value(request.filter, column.wire));
    case Role::kProfile:
    case Role::kRegion:
      return;  // who asks and where: no part of the request
    default:
      return places.add(request_name(column.wire));
  }
}

void add_request_of_result(const RequestMembers& request, const Column& column, Places& places) {
  switch (column.role) {
    case Role::kPeriodStart:
    case Role::kPeriodEnd:
      return add_window(request, places);
    case Role::kMetric:
    case Role::kMetricUnit:
    case Role::kMetricExact:
      return places.add(one_value(request.metrics, sql::metric_of(column)));
    case Role::kDimension:
      places.add(one_value(request.filter, column.wire));
      return places.add(column.only_filters ? std::string() : one_value(request.group_by, column.wire));
    case Role::kTag:
      return places.add(one_value(below(request.filter, "Tags"), column.wire));
    case Role::kCostCategory:
      return places.add(one_value(below(request.filter, "CostCategories"), column.wire));
    case Role::kTagValue:
      return places.add(below(request.filter, "Tags"));
    case Role::kCostCategoryValue:
      return places.add(below(request.filter, "CostCategories"));
    case Role::kParent:
      return places.add(request_name(column.wire));
    default:
      return;
  }
}

// The figures of a row stand in an object, by the names of the requested metrics.
void add_figures(const Operation& operation, std::string_view inside, Places& places) {
  for (const RowShape* shape : {&operation.rows, &operation.grouped_rows}) {
    if (!shape->metrics.empty()) places.add(dotted(shape->metrics) + std::string(inside));
  }
}

// `position`: of the key that a group_... column shows, from 0; nothing for a dimension, which may be any of them.
void add_key(const Operation& operation, const Column& column, std::optional<std::size_t> position, Places& places) {
  const RowShape& rows = operation.grouped_rows;
  if (rows.keys.empty()) return;
  const std::string keys = dotted(rows.keys);
  switch (rows.key_form) {
    case KeyForm::kTexts:
      return places.add(keys + "[" + (position ? std::to_string(*position) : "") + "]");
    case KeyForm::kKeyAndValue:
      return places.add(keys + ".Value");
    case KeyForm::kByName:
      return places.add(keys + (position ? "{}" : "." + std::string(column.wire)));
  }
}

// The position in group_by of the key that the column shows: 0 for group_1.
std::size_t position_among_groups(const sql::Table& table, const Column& column) {
  std::size_t position = 0;
  for (const Column& other : table.columns) {
    if (other.name == column.name) break;
    if (other.role == Role::kGroup) ++position;
  }
  return position;
}

std::string place_in(const RowShape& shape, std::string_view wire) {
  const std::string whole = whole_path(wire, shape.each);
  const bool counted = wire.find("{index}") != wire.npos && !shape.first_day.empty();
  return counted ? dotted(shape.first_day) + " + " + dotted(whole) : dotted(whole);
}

void add_places(const Operation& operation, const Column& column, Places& places) {
  if (!column.wire.empty()) places.add(place_in(operation.rows, column.wire));
  const std::string_view grouped = column.grouped_wire.empty() ? column.wire : column.grouped_wire;
  if (!operation.grouped_rows.each.empty()) places.add(place_in(operation.grouped_rows, grouped));
  if (!operation.given_rows.each.empty() && !column.wire.empty())
    places.add(place_in(operation.given_rows, column.wire));
}

// The member that INSERT and UPDATE set: the one that is read, or the API's name where AWS never sends it back.
std::string written_member(const Column& column) {
  if (column.write == sql::Write::kNever || column.role == Role::kParent) return {};
  if (column.role == Role::kWriteOnly) return std::string(column.name) + " (write)";
  return dotted(whole_path(column.wire, {})) + " (write)";
}

}  // namespace

std::string request_member(const Entry& entry, const sql::Column& column) {
  if (entry.operation == nullptr) return {};
  Places places;
  if (sql::is_input(column.role)) {
    add_request_of_input(entry.operation->request, column, places);
  } else {
    add_request_of_result(entry.operation->request, column, places);
  }
  places.add(narrowing_name(column.narrows));
  places.add(request_name(column.asked_by));
  places.add(written_member(column));
  return places.text();
}

std::string response_member(const Entry& entry, const sql::Column& column) {
  if (entry.operation == nullptr) return {};
  const Operation& operation = *entry.operation;
  Places places;
  switch (column.role) {
    case Role::kResult:
    case Role::kPeriodStart:
    case Role::kPeriodEnd:
      add_places(operation, column, places);
      break;
    case Role::kMetric:
    case Role::kMetricExact:
      add_figures(operation, "." + std::string(sql::metric_of(column)) + ".Amount", places);
      break;
    case Role::kMetricUnit:
      add_figures(operation, "." + std::string(column.metric) + ".Unit", places);
      break;
    case Role::kCurrency:
      add_figures(operation, "{}.{value}.Unit", places);
      break;
    case Role::kGroup:
      add_key(operation, column, position_among_groups(*entry.table, column), places);
      break;
    default:
      if (sql::is_dimension(column.role) && !column.only_filters) add_key(operation, column, std::nullopt, places);
      break;
  }
  return places.text();
}

}  // namespace awscost::catalog
