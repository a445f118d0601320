#include "connectors/tables/request/narrowing.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/tables/operations/narrowing_place.h"

namespace awscost::request {
namespace {

namespace json = boost::json;
using Form = NarrowingPlace::Form;

bool fits(const sql::Column& column, const std::string& value) {
  const bool too_long = column.longest > 0 && value.size() > column.longest;
  return !value.empty() && !too_long;
}

json::array texts(const std::vector<std::string>& values) {
  return json::array(values.begin(), values.end());
}

std::optional<json::value> seconds(const std::optional<sql::Seconds>& instant) {
  if (!instant) return std::nullopt;
  return json::value(instant->time_since_epoch().count());
}

// A whole number goes out without a point and an exponent.
std::optional<json::value> number(const std::optional<double>& number) {
  constexpr double kExact = 9007199254740992;  // 2^53
  if (!number) return std::nullopt;
  if (std::floor(*number) != *number || std::fabs(*number) > kExact) return json::value(*number);
  return json::value(static_cast<std::int64_t>(*number));
}

json::object filter_element(const FilterElement& form, std::string_view name, const std::vector<std::string>& values) {
  json::object element{{form.name, name}, {form.values, texts(values)}};
  if (!form.match_option.empty()) element[form.match_option] = "EQUALS";
  return element;
}

void set_bounds(Message& message, const NarrowingPlace& place, const sql::Range& range, bool instant) {
  const std::optional<json::value> ends[] = {instant ? seconds(range.after) : number(range.lowest),
                                             instant ? seconds(range.before) : number(range.highest)};
  for (std::size_t end = 0; end < std::size(ends); ++end) {
    if (!ends[end] || place.parts[end].empty()) continue;
    message.set(std::string(place.member) + "/" + std::string(place.parts[end]), *ends[end]);
  }
}

// AWS does not document whether BETWEEN is inclusive, so both ends are the next doubles outward.
void set_comparison(Message& message, const NarrowingPlace& place, const sql::Range& range) {
  if (!range.lowest && !range.highest) return;
  const auto& [operation, first, second] = place.parts;
  json::object comparison;
  if (range.lowest && range.highest) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    comparison[operation] = "BETWEEN";
    comparison[first] = std::nextafter(*range.lowest, -kInfinity);
    comparison[second] = std::nextafter(*range.highest, kInfinity);
  } else {
    comparison[operation] = range.lowest ? "GREATER_THAN_OR_EQUAL" : "LESS_THAN_OR_EQUAL";
    comparison[first] = *number(range.lowest ? range.lowest : range.highest);
  }
  message.set(place.member, std::move(comparison));
}

}  // namespace

// AWS's empty texts read NULL, so an empty text equals no row; AWS does not document whether a request may hold one.
const sql::Selection* narrowing_values(const sql::Scan& scan, std::size_t column) {
  const sql::Selection& selection = scan.selections[column];
  const sql::Column& declared = scan.table->columns[column];
  if (declared.narrows.empty() || !selection.bound || selection.absent || selection.values.empty()) return nullptr;
  const bool all_fit = std::all_of(selection.values.begin(), selection.values.end(),
                                   [&](const std::string& value) { return fits(declared, value); });
  return all_fit ? &selection : nullptr;
}

void set_narrowing(Message& message, const Operation& operation, const sql::Scan& scan, std::size_t column) {
  const sql::Column& declared = scan.table->columns[column];
  const NarrowingPlace place = read_narrowing_place(declared.narrows);
  if (place.form == Form::kBounds) {
    return set_bounds(message, place, scan.ranges[column], declared.type == sql::Type::kInstant);
  }
  if (place.form == Form::kComparison) return set_comparison(message, place, scan.ranges[column]);
  const sql::Selection* selection = narrowing_values(scan, column);
  if (selection == nullptr) return;
  const std::vector<std::string>& values = selection->values;
  if (place.form == Form::kValues) {
    message.set(place.member, texts(values));
  } else if (place.form == Form::kElement) {
    if (place.member == operation.request.filter) return;
    message.append(place.member, filter_element(operation.service.filter_element, place.name, values));
  } else if (values.size() == 1) {  // a parameter or member of one value; of several values, SQLite picks the rows
    message.set(declared.narrows, json::string(values.front()));
  }
}

}  // namespace awscost::request
