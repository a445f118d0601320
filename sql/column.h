// One column of a table: its name, its meaning, its place on the wire and what the planner may do with it.
//
// A declaration is one line per column (connectors/tables/operations). The CREATE TABLE text, the planner, the request,
// the decoder and the documentation are derived from it.
//
// Example:
//
//   constexpr Column kService{.name = "service",
//                             .role = Role::kDimension,
//                             .hidden = true,
//                             .wire = "SERVICE",
//                             .example = "'Amazon Simple Storage Service'",
//                             .doc = "The AWS service."};
//   static_assert(is_dimension(kService.role) && !is_input(kService.role));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sql/text/declared_type.h"

namespace awscost::sql {

using text::Type;

// Which statements may give a column of a writable table a value.
enum class Write : std::uint8_t { kNever, kInsert, kInsertAndUpdate };

// What a column is to the planner and the cursor. Roles from kGroupBy on are inputs: they go out and decide which rows
// exist.
enum class Role : std::uint8_t {
  kResult,             // comes back in the response
  kPeriodStart,        // result; conditions on it narrow the window of the request
  kPeriodEnd,          // result, exclusive end; likewise
  kPeriodTwin,         // period_start in the form that `wire` names (sql/twins.h); conditions on it narrow the window
  kMetric,             // result; requested only when it or a companion is used
  kMetricUnit,         // companion of the metric named by `metric`
  kMetricExact,        // companion: the API's decimal text, untouched
  kCurrency,           // unit of the metrics of a row that are money
  kGroup,              // value of the first, second, ... key of group_by, whichever key that is
  kDimension,          // a key when it stands in group_by, else a slice
  kTag,                // likewise for one tag (`wire` is its key); a named table declares it
  kCostCategory,       // likewise for one cost category (`wire` is its name)
  kTagValue,           // value of the one tag in group_by
  kCostCategoryValue,  // value of the one cost category in group_by
  kParent,             // result; whose list the row stands in: sent at `wire`; unbound, every parent is asked
  kWindowStart,        // result, in rows about the whole window: its first day
  kWindowEnd,          // result, likewise: its exclusive end
  kWriteOnly,          // set by INSERT and UPDATE; AWS never sends it back, so it reads NULL
  kGroupBy,
  kStartDate,
  kEndDate,
  kGranularity,
  kFilter,
  kProfile,
  kRegion,         // the AWS Region to ask, where the service has data per Region
  kDimensionName,  // a dimension by the API's name or by our column's; sent at `wire`
  kFilterBy,       // and-ed to the filter: the dimension `wire` has this one value
  kInputList,      // texts separated by commas; sent at `wire` as a list
  kInputObjects,   // JSON text, a list of objects; sent at `wire` as JSON
  kInput,          // any other input; sent at `wire`
};

struct Column {
  std::string_view name = {};
  Type type = Type::kText;
  Role role = Role::kResult;
  bool hidden = false;
  bool required = false;         // inputs only: the API cannot be asked without it
  std::string_view beside = {};  // inputs only: another input, without which the API refuses this one
  bool fixed = false;            // inputs and slices of a named table only: `fallback` is the value that it gave
  bool null_unbound = false;     // dimensions of a named table only: neither a key nor bound, it reads NULL
  // Its place in the response or in the request (connectors/tables/operations/path.h); for a dimension its key, for a
  // metric its name in the API.
  std::string_view wire = {};
  std::string_view grouped_wire = {};     // results only: the place in rows that have keys, where it is another one
  std::string_view metric = {};           // companions only: the API's name of their metric
  bool only_filters = false;              // dimensions only: AWS is known to take it in filters and not as a key
  bool is_money = false;                  // metrics only: its unit is the row's currency
  std::string_view fallback = {};         // inputs only: the default, which an unbound input reads; empty: none (NULL)
  std::string_view fallback_hourly = {};  // the default where granularity is HOURLY, if it differs
  std::string_view needs_key = {};        // results only: a dimension; AWS sends the value only where it is a key
  // Results only: where in the request = and IN on a text go, or bounds on an instant or number
  // (connectors/tables/operations/narrowing_place.h). SQLite checks the rows again, so the request may bring more. Not
  // where the statement mentions the column `narrows_unless`, whose value would change.
  std::string_view narrows = {};
  std::string_view narrows_unless = {};
  // The longest text that can be an id, in bytes. A longer one may be a secret, which must not stand in a URL: it does
  // not narrow, and as an input it is an error. 0: any length.
  std::size_t longest = 0;
  // The number of digits of an id that is digits alone: as a number it would lose its leading zeros. 0: no such id.
  std::size_t digits = 0;
  // Results that are whole numbers only: the number that the API sends where there is none, as it sends it; reads NULL.
  std::string_view none = {};
  std::string_view asked_by = {};  // results only: a request member that is set to true when the column is mentioned
  // Results only: tells rows apart. It is always read, because the rowid is a hash of the identity columns.
  bool identity = false;
  // Results only: a secret. Its table is for direct statements only, because a view or trigger that a database file
  // keeps could copy the value into that file.
  bool secret = false;
  Write write = Write::kNever;
  std::string_view example = {};  // an SQL literal or list that fits the column, for messages and documentation
  std::string_view doc = {};      // one or more sentences
};

constexpr bool is_input(Role role) {
  return role >= Role::kGroupBy;
}
// Who asks and where, not what is asked. Only these take a whole IN set: each row reports its own value.
constexpr bool is_asked_together(Role role) {
  return role == Role::kProfile || role == Role::kRegion;
}
constexpr bool is_dimension(Role role) {
  return role >= Role::kDimension && role <= Role::kCostCategoryValue;
}
// Shows the one tag or cost category in group_by, whichever that is: the column has no key of its own.
constexpr bool is_named_by_group_by(Role role) {
  return role == Role::kTagValue || role == Role::kCostCategoryValue;
}
constexpr bool is_period(Role role) {
  return role == Role::kPeriodStart || role == Role::kPeriodEnd;
}
// A condition on it bounds the window of the request.
constexpr bool bounds_the_window(Role role) {
  return is_period(role) || role == Role::kPeriodTwin;
}
constexpr bool is_metric_family(Role role) {
  return role == Role::kMetric || role == Role::kMetricUnit || role == Role::kMetricExact;
}

// A plain result on which conditions narrow the request. (Conditions on a period become the window.)
constexpr bool is_narrowing(const Column& column) {
  return column.role == Role::kResult && !column.narrows.empty();
}

// A text by which a join picks rows that are here already (connectors/tables/joins): it does not narrow the request.
constexpr bool is_picked(const Column& column) {
  return column.type == Type::kText &&
         ((column.role == Role::kResult && column.narrows.empty()) || column.role == Role::kGroup);
}

// The API's name of the metric that a metric column or a companion belongs to.
constexpr std::string_view metric_of(const Column& column) {
  return column.role == Role::kMetric ? column.wire : column.metric;
}

}  // namespace awscost::sql
