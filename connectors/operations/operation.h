// An operation as data: its table, how a question becomes a request, and where the rows stand in the answer.
//
// Everything that knows one operation from another is here; request/, page/ and source/ read declarations and have no
// case per operation. A new operation is one file under operations/, one line in operations.cc, one folder of cases.
// A wrong declaration does not compile: what well_formed() throws is the compiler's message.
//
//   constexpr Operation kGetCostAndUsage{.table = {…}, .service = kCostExplorer, .price_usd = 0.01, …};
//   static_assert(well_formed(kGetCostAndUsage));
#pragma once

#include <string_view>

#include "connectors/operations/path.h"
#include "sql/table.h"

namespace awscost {

// What all operations of a service share on the wire (protocol awsJson: POST /, the operation in a header).
struct Service {
  std::string_view endpoint = {};       // endpoint prefix and signing name: "ce"
  std::string_view target_prefix = {};  // X-Amz-Target is "<target_prefix>.<operation>"
  std::string_view content_type = {};   // of requests: awsJson 1.0 and 1.1 differ in it
};

// JSON Pointers into the request body; empty where the operation takes no such member.
struct RequestMembers {
  std::string_view time_period = {};  // {Start, End}
  std::string_view granularity = {};
  std::string_view filter = {};    // Expression
  std::string_view group_by = {};  // [{Type, Key}]
  std::string_view metrics = {};   // [name]
};

// Which elements of a response are rows, and where in them the parts stand whose names only the question knows. What
// has a fixed place says so in its Column.wire (connectors/operations/path.h).
struct RowShape {
  std::string_view each = {};     // "/ResultsByTime[]/Groups[]": one row per element of the last array
  std::string_view keys = {};     // array of texts, one for each key of group_by
  std::string_view metrics = {};  // object: metric -> {Amount, Unit}
};

// How the next page is asked for: the whole request unchanged, with the token of the last answer. Empty: one page.
struct Paging {
  std::string_view response_token = {};
  std::string_view request_token = {};
};

struct Operation {
  sql::Table table = {};
  Service service = {};
  std::string_view iam_action = {};  // what a policy must allow: "ce:GetCostAndUsage"
  double price_usd = 0;              // of each page that AWS answers with success
  RequestMembers request = {};
  RowShape rows = {};          // where group_by is empty, or the table has none
  RowShape grouped_rows = {};  // where group_by has keys
  Paging paging = {};
};

namespace check {

constexpr void pointer(std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') throw "a request member is a JSON Pointer and begins with '/'";
}

constexpr void member_for(bool needed, std::string_view pointer) {
  if (needed && pointer.empty()) throw "a column needs a request member that the operation does not name";
}

// Columns whose value is read at Column.wire.
constexpr bool has_place(sql::Role role) {
  return role == sql::Role::kResult || sql::is_period(role);
}

constexpr void place(const Operation& operation, std::string_view wire) {
  std::string_view path = wire;
  if (take_step(path).kind == PathStep::Kind::kLookup) {
    if (operation.grouped_rows.keys.empty()) throw "a lookup by key needs rows that have keys";
    return;
  }
  if (!reachable(wire, operation.rows.each)) throw "a result's place lies outside the row's arrays";
  if (!operation.grouped_rows.each.empty() && !reachable(wire, operation.grouped_rows.each)) {
    throw "a result's place lies outside the grouped row's arrays";
  }
}

constexpr void column(const Operation& operation, const sql::Column& column) {
  const RequestMembers& request = operation.request;
  if (has_place(column.role)) place(operation, column.wire);
  if (column.role == sql::Role::kInput || column.role == sql::Role::kDimensionName) {
    if (column.wire.empty()) throw "an input names its request member in `wire`";
    pointer(column.wire);
  }
  const bool period = (sql::is_period(column.role) || column.role == sql::Role::kStartDate) &&
                      operation.table.history != sql::History::kNone;
  member_for(period, request.time_period);
  member_for(column.role == sql::Role::kGranularity, request.granularity);
  member_for(column.role == sql::Role::kFilter || sql::is_dimension(column.role), request.filter);
  member_for(column.role == sql::Role::kGroupBy, request.group_by);
  member_for(column.role == sql::Role::kMetric, request.metrics);
  if (column.role == sql::Role::kMetric && operation.rows.metrics.empty()) throw "metrics have a place in the rows";
  if (column.role == sql::Role::kGroupBy && operation.grouped_rows.keys.empty()) {
    throw "an operation that groups says where the rows' keys stand";
  }
}

constexpr void shape(const RowShape& shape) {
  std::string_view path = shape.each;
  bool ends_in_rows = shape.each.empty();
  while (!path.empty()) ends_in_rows = take_step(path).kind == PathStep::Kind::kEach;
  if (!ends_in_rows) throw "the path of the rows ends in an array, such as /ResultsByTime[]";
  if (!reachable(shape.keys, shape.each)) throw "the rows' keys lie outside the row's arrays";
  if (!reachable(shape.metrics, shape.each)) throw "the rows' metrics lie outside the row's arrays";
}

}  // namespace check

consteval bool well_formed(const Operation& operation) {
  sql::well_formed(operation.table);
  if (operation.table.operation.empty()) throw "a table of an operation names it";
  if (operation.service.endpoint.empty()) throw "an operation names its service's endpoint";
  if (operation.iam_action.empty()) throw "an operation names the IAM action it needs";
  if (operation.price_usd < 0) throw "a price is not negative";
  if (operation.paging.request_token.empty() != operation.paging.response_token.empty()) {
    throw "a page token has a place in the response and one in the request, or neither";
  }
  const RequestMembers& request = operation.request;
  for (const std::string_view pointer : {request.time_period, request.granularity, request.filter, request.group_by,
                                         request.metrics, operation.paging.request_token}) {
    check::pointer(pointer);
  }
  check::shape(operation.rows);
  check::shape(operation.grouped_rows);
  for (const sql::Column& column : operation.table.columns) check::column(operation, column);
  return true;
}

}  // namespace awscost
