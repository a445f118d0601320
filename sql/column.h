// One column of a table: its name, what it means, where it comes from on the wire and what the planner may do with it.
//
// A declaration is one line per column (connectors/operations); everything else (the CREATE TABLE text, the planner,
// the request, the decoder, the documentation) is derived from it.
//
//   {.name = "service", .role = Role::kDimension, .hidden = true, .wire = "SERVICE",
//    .example = "'Amazon Simple Storage Service'", .doc = "The AWS service."}
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sql/text/declared_type.h"

namespace awscost::sql {

using text::Type;

// Which statements of a writable table may give a column a value.
enum class Write : std::uint8_t { kNever, kInsert, kInsertAndUpdate };

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
  kParent,             // result; whose list the row stands in: `wire` takes it, unbound every parent is asked in turn
  kWindowStart,        // result: the first day of the window asked for, of a row that is about all of it
  kWindowEnd,          // result: its exclusive end
  kWriteOnly,          // given by INSERT and UPDATE; AWS never sends it back, so it reads NULL
  kGroupBy,
  kStartDate,
  kEndDate,
  kGranularity,
  kFilter,
  kProfile,
  kRegion,         // the AWS region to ask, where the service has one per region
  kDimensionName,  // the API's name of a dimension, or our column's; `wire` as below
  kFilterBy,       // and-ed to the filter: the dimension `wire` has this one value
  kInputList,      // texts separated by commas; `wire` as below
  kInputObjects,   // JSON text, a list of objects; `wire` as below
  kInput,          // any other input; `wire` is the request member it sets
};

struct Column {
  std::string_view name = {};
  Type type = Type::kText;
  Role role = Role::kResult;
  bool hidden = false;
  bool required = false;  // inputs only: the API cannot be asked without it
  bool fixed = false;     // inputs of a named table: `fallback` was given when the table was created
  // Its place in the response, or in the request (connectors/tables/operations/path.h); a dimension's key or a metric's
  // name in the API.
  std::string_view wire = {};
  std::string_view grouped_wire = {};     // results only: the place in rows that have keys, where it is another one
  std::string_view metric = {};           // companions only: the API's name of their metric
  bool is_money = false;                  // metrics only: its unit is the row's currency
  std::string_view fallback = {};         // inputs only: what an unbound one reads and means; empty: none (reads NULL)
  std::string_view fallback_hourly = {};  // the same where granularity is HOURLY, if it differs
  std::string_view needs_key = {};        // results only: the column that has to stand in group_by for a row to have it
  // Results only: where in the request = and IN on a text go, or bounds on an instant or number
  // (connectors/tables/operations/narrowing_place.h). SQLite checks the rows again, so the request may bring more. Not
  // where the statement mentions the column `narrows_unless`, whose value would change.
  std::string_view narrows = {};
  std::string_view narrows_unless = {};
  // A longer text is no id, and may be a secret that must not stand in a URL: it does not narrow, and as an input it is
  // an error. 0: any length.
  std::size_t longest = 0;
  // An id of so many digits, as text: leading zeros count. 0: not only digits, or any number of them.
  std::size_t digits = 0;
  std::string_view asked_by = {};  // results only: a request member that is set to true when the column is mentioned
  // Results only: it tells rows apart. Always read; the rowid is a hash of a row's identity.
  bool identity = false;
  Write write = Write::kNever;
  std::string_view example = {};  // an SQL literal or list that makes sense here, for messages and documentation
  std::string_view doc = {};      // one or more sentences
};

constexpr bool is_input(Role role) {
  return role >= Role::kGroupBy;
}
// Who asks and where, not what is asked: of several values the requests go out together, and all rows are one scan's.
constexpr bool is_asked_together(Role role) {
  return role == Role::kProfile || role == Role::kRegion;
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

// A plain result on which conditions narrow the request. (Those on a period become the window.)
constexpr bool is_narrowing(const Column& column) {
  return column.role == Role::kResult && !column.narrows.empty();
}

// The API's name of the metric that a metric column or a companion belongs to.
constexpr std::string_view metric_of(const Column& column) {
  return column.role == Role::kMetric ? column.wire : column.metric;
}

}  // namespace awscost::sql
