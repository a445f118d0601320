// An operation as data: its table, how a question becomes a request, and where the rows stand in the answer.
//
// Everything that knows one operation from another is here; request/, page/ and source/ read declarations and have no
// case per operation. A new operation is one file under operations/, one line in operations.cc, one folder of cases.
// A wrong declaration does not compile: what well_formed() throws is the compiler's message.
//
//   constexpr Operation kGetCostAndUsage{.table = {…}, .service = kCostExplorer, .price_usd = 0.01, …};
//   static_assert(well_formed(kGetCostAndUsage));
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "connectors/tables/operations/hint.h"
#include "connectors/tables/operations/path.h"
#include "sql/table.h"

namespace awscost {

// How a service is spoken to: awsJson posts a JSON body to / and names the operation in a header; restJson1 puts it
// into method, path and query, and API Gateway answers in another form (HAL) unless it is asked for application/json.
enum class Protocol : std::uint8_t { kAwsJson, kRestJson };

// What all operations of a service share on the wire.
struct Service {
  std::string_view endpoint = {};       // endpoint prefix and signing name: "ce"
  std::string_view target_prefix = {};  // awsJson: X-Amz-Target is "<target_prefix>.<operation>"
  std::string_view content_type = {};   // awsJson: of requests; 1.0 and 1.1 differ in it
  Protocol protocol = Protocol::kAwsJson;
  std::span<const Hint> hints = {};  // on refusals of all its operations
};

// restJson1 alone.
struct Http {
  std::string_view method = "GET";
  std::string_view path = {};  // "/usageplans/{usageplanId}/usage"
};

// Where in a request (connectors/tables/operations/path.h) the parts of a question go; empty where the operation takes
// no such member.
struct RequestMembers {
  std::string_view time_period = {};  // {Start, End}
  std::string_view first_day = {};    // both ends of the window as days of their own, the last one included
  std::string_view last_day = {};
  std::string_view granularity = {};
  std::string_view filter = {};    // Expression
  std::string_view group_by = {};  // [{Type, Key}]
  std::string_view metrics = {};   // [name]
};

// Which elements of a response are rows, and where in them the parts stand whose names only the question knows. What
// has a fixed place says so in its Column.wire (connectors/tables/operations/path.h).
struct RowShape {
  // "/ResultsByTime[]/Groups[]": one row per element of the last level. Without a level, "/Total" or empty: one row.
  std::string_view each = {};
  std::string_view keys = {};     // array of texts, one for each key of group_by
  std::string_view metrics = {};  // object: metric -> {Amount, Unit}
  // A period that is a position, {index}: the day from which it counts.
  std::string_view first_day = {};
  // Where the answer has no such element: one row all the same, of what stands around them.
  bool or_one = false;
  // The service may leave the list out where it is empty: its model does not require it. Not on a page of several.
  bool may_be_absent = false;
};

// How the next page is asked for: the whole request unchanged, with the token of the last answer. Empty: one page.
struct Paging {
  std::string_view response_token = {};
  std::string_view request_token = {};
  std::string_view size_member = {};  // asks for pages of `size`; empty: the size is the service's
  int size = 0;
};

struct Operation;

// Whose list the rows stand in. Where the table's kParent column is not bound, the parents are listed first and each is
// asked; one that is gone by then has no rows.
struct Parents {
  const Operation* list = nullptr;  // null: the table has no parents
  std::string_view id = {};         // the column of that operation's table that names a parent
};

struct Operation {
  sql::Table table = {};
  Service service = {};
  Http http = {};
  std::string_view iam_action = {};  // what a policy must allow: "ce:GetCostAndUsage"
  std::string_view iam_writes = {};  // of a writable table: what else, for its changes
  double price_usd = 0;              // of each page that AWS answers with success
  bool secret = false;               // the answers may hold secrets
  RequestMembers request = {};
  RowShape rows = {};          // where group_by is empty, or the table has none
  RowShape grouped_rows = {};  // where group_by has keys
  // Where the input of that name is given, the rows are these instead.
  std::string_view given_input = {};
  RowShape given_rows = {};
  Paging paging = {};
  Parents parents = {};
  std::span<const Hint> hints = {};  // on its own refusals; they come before the service's
};

namespace check {

constexpr void request_wire(std::string_view wire) {
  if (wire.empty() || wire.front() == '/' || wire.front() == '?') return;
  if (wire.front() == '{' && wire.back() == '}') return;
  throw "a request member is a JSON Pointer (/a/b), a parameter (?a) or a label ({a})";
}

constexpr void member_for(bool needed, std::string_view pointer) {
  if (needed && pointer.empty()) throw "a column needs a request member that the operation does not name";
}

// Columns whose value is read at Column.wire.
constexpr bool has_place(sql::Role role) {
  return role == sql::Role::kResult || sql::is_period(role);
}

// Columns whose value goes out at Column.wire.
constexpr bool goes_out(sql::Role role) {
  return role == sql::Role::kInput || role == sql::Role::kInputList || role == sql::Role::kDimensionName ||
         role == sql::Role::kParent;
}

constexpr void place(const Operation& operation, std::string_view wire) {
  if (wire.empty()) throw "a result has a place in the response";
  if (wire.front() != '/') {
    if (wire.find("[]") != wire.npos || wire.find("{}") != wire.npos) throw "a place inside the row opens no level";
    return;
  }
  std::string_view path = wire;
  if (take_step(path).kind == PathStep::Kind::kLookup) {
    if (operation.grouped_rows.keys.empty()) throw "a lookup by key needs rows that have keys";
    return;
  }
  if (!reachable(wire, operation.rows.each)) throw "a result's place lies outside the row's levels";
  for (const RowShape* other : {&operation.grouped_rows, &operation.given_rows}) {
    if (!other->each.empty() && !reachable(wire, other->each)) throw "a result's place lies outside the row's levels";
  }
}

constexpr void narrowing(const sql::Column& column) {
  if (column.narrows.empty() && column.asked_by.empty()) return;
  if (column.role != sql::Role::kResult && !sql::is_period(column.role)) throw "only a result narrows or is asked for";
  request_wire(column.narrows);
  request_wire(column.asked_by);
}

constexpr void column(const Operation& operation, const sql::Column& column) {
  const RequestMembers& request = operation.request;
  if (has_place(column.role)) place(operation, column.wire);
  if (goes_out(column.role)) {
    if (column.wire.empty()) throw "what goes out names its request member in `wire`";
    request_wire(column.wire);
  }
  narrowing(column);
  const bool period =
      (sql::is_period(column.role) || column.role == sql::Role::kStartDate) && !operation.table.history.empty();
  if (request.first_day.empty() || request.last_day.empty()) member_for(period, request.time_period);
  member_for(column.role == sql::Role::kGranularity, request.granularity);
  const bool filters = column.role == sql::Role::kFilter || column.role == sql::Role::kFilterBy;
  member_for(filters || sql::is_dimension(column.role), request.filter);
  member_for(column.role == sql::Role::kGroupBy, request.group_by);
  member_for(column.role == sql::Role::kMetric, request.metrics);
  if (column.role == sql::Role::kMetric && operation.rows.metrics.empty()) throw "metrics have a place in the rows";
  if (column.role == sql::Role::kGroupBy && operation.grouped_rows.keys.empty()) {
    throw "an operation that groups says where the rows' keys stand";
  }
}

constexpr void shape(const RowShape& shape) {
  std::string_view path = shape.each;
  bool has_levels = false;
  bool ends_in_one = false;
  while (!path.empty()) {
    ends_in_one = opens_level(take_step(path).kind);
    has_levels = has_levels || ends_in_one;
  }
  if (has_levels && !ends_in_one) throw "the path of the rows ends in a level, such as /ResultsByTime[] or /Services{}";
  if (!reachable(shape.keys, shape.each)) throw "the rows' keys lie outside the row's arrays";
  if (!reachable(shape.metrics, shape.each)) throw "the rows' metrics lie outside the row's arrays";
}

constexpr void protocol(const Operation& operation) {
  const bool rest = operation.service.protocol == Protocol::kRestJson;
  if (rest && !operation.http.path.starts_with('/')) throw "an operation of a REST service has a path";
  if (!rest && operation.service.target_prefix.empty()) throw "an awsJson service has a target prefix";
}

constexpr void parents(const Operation& operation) {
  const bool has_column = sql::find(operation.table, sql::Role::kParent).has_value();
  // By the id: with -fsanitize=undefined, g++ 12 does not compare an operation's address with null in a constant.
  if (has_column == operation.parents.id.empty()) {
    throw "a table with a kParent column says which operation lists the parents, and no other does";
  }
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
  for (const std::string_view wire :
       {request.time_period, request.first_day, request.last_day, request.granularity, request.filter, request.group_by,
        request.metrics, operation.paging.request_token, operation.paging.size_member}) {
    check::request_wire(wire);
  }
  if (operation.paging.size_member.empty() != (operation.paging.size == 0))
    throw "a page size has a member and a value";
  check::shape(operation.rows);
  check::shape(operation.grouped_rows);
  check::shape(operation.given_rows);
  if (operation.table.writable == operation.iam_writes.empty())
    throw "a writable table names the IAM actions of writes";
  check::protocol(operation);
  check::parents(operation);
  for (const Hint& hint : operation.service.hints) well_formed(hint);
  for (const Hint& hint : operation.hints) well_formed(hint);
  for (const sql::Column& column : operation.table.columns) check::column(operation, column);
  return true;
}

}  // namespace awscost
