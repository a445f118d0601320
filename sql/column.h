// One column of a table: its name, what it means, where it comes from on the wire and what the planner may do with it.
//
// A declaration is one line per column (connectors/operations); everything else (the CREATE TABLE text, the planner,
// the request, the decoder, the documentation) is derived from it.
//
//   {.name = "service", .role = Role::kDimension, .hidden = true, .wire = "SERVICE",
//    .example = "'Amazon Simple Storage Service'", .doc = "The AWS service."}
#pragma once

#include <cstdint>
#include <string_view>

namespace awscost::sql {

// The declared type: what ODBC drivers read. Day and instant are text in SQLite's own date forms (DESIGN 2.1).
// kJson is text that holds an object or a list: it has no flat form.
enum class Type : std::uint8_t { kText, kDay, kInstant, kReal, kInteger, kBigint, kJson };

// What a column is to the planner and the cursor. The roles from kGroupBy on are inputs: they go out and decide which
// rows exist.
enum class Role : std::uint8_t {
  kResult,             // comes back in the response
  kPeriodStart,        // result; conditions on it become the TimePeriod
  kPeriodEnd,          // result, exclusive end; likewise
  kMetric,             // result; requested only when it or a companion is used
  kMetricUnit,         // companion of the metric named by `metric`
  kMetricExact,        // companion: the API's decimal text, untouched
  kCurrency,           // unit of the cost metrics of a row
  kGroup,              // value of the first, second, … grouping key, whatever it is
  kDimension,          // a key when it stands in group_by, else a slice
  kTag,                // the same for one tag (`wire` is its key): declared by a named table
  kCostCategory,       // the same for one cost category (`wire` is its name)
  kTagValue,           // value of the one tag in group_by
  kCostCategoryValue,  // value of the one cost category in group_by
  kGroupBy,
  kStartDate,
  kEndDate,
  kGranularity,
  kFilter,
  kProfile,
  kDimensionName,  // the API's name of a dimension, or our column's; `wire` as below
  kInput,          // any other input; `wire` is the request member it sets
};

struct Column {
  std::string_view name = {};
  Type type = Type::kText;
  Role role = Role::kResult;
  bool hidden = false;
  bool required = false;            // inputs only: the API cannot be asked without it
  bool fixed = false;               // inputs of a named table: `fallback` was given when the table was created
  std::string_view wire = {};       // place in the response or request; a dimension's key, a metric's name in the API
  std::string_view metric = {};     // companions only: the API's name of their metric
  std::string_view fallback = {};   // inputs only: what an unbound one reads and means; empty: none (reads NULL)
  std::string_view needs_key = {};  // results only: the column that has to stand in group_by for a row to have it
  std::string_view example = {};    // an SQL literal or list that makes sense here, for messages and documentation
  std::string_view doc = {};        // one or more sentences
};

constexpr bool is_input(Role role) {
  return role >= Role::kGroupBy;
}
constexpr bool is_dimension(Role role) {
  return role >= Role::kDimension && role <= Role::kCostCategoryValue;
}
// Shows whatever one tag or cost category stands in group_by: it has no key of its own.
constexpr bool is_named_by_group_by(Role role) {
  return role == Role::kTagValue || role == Role::kCostCategoryValue;
}
constexpr bool is_period(Role role) {
  return role == Role::kPeriodStart || role == Role::kPeriodEnd;
}
constexpr bool is_metric_family(Role role) {
  return role == Role::kMetric || role == Role::kMetricUnit || role == Role::kMetricExact;
}

// The API's name of the metric that a metric column or a companion belongs to.
constexpr std::string_view metric_of(const Column& column) {
  return column.role == Role::kMetric ? column.wire : column.metric;
}

}  // namespace awscost::sql
