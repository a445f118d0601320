// What makes a declaration a right one: evaluated by the compiler, whose message is the sentence that is thrown.
//
// Example:
//
//   constexpr sql::Column kColumns[] = {{.name = "value", .wire = "{value}", .doc = "A tag's key."}};
//   constexpr Operation kGetTags{
//       .table = {.name = "ce_tags", .doc = "Tags.", .operation = "GetTags", .columns = kColumns},
//       .service = {.endpoint = "ce", .target_prefix = "AWSInsightsIndexService"},
//       .iam_action = "ce:GetTags",
//       .rows = {.each = "/Tags[]"}};
//   static_assert(well_formed(kGetTags));
#pragma once

#include <string_view>

#include "connectors/tables/operations/json_literal.h"
#include "connectors/tables/operations/narrowing_place.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/operations/path.h"

namespace awscost {
namespace check {

// Where a value goes out.
constexpr void request_wire(const Operation& operation, std::string_view wire) {
  if (wire.empty() || wire.front() == '?') return;
  if (wire.front() == '{' && wire.back() == '}') return;
  if (wire.front() != '/') throw "a request member is a JSON Pointer (/a/b), a parameter (?a) or a label ({a})";
  const bool has_body = operation.service.protocol == Protocol::kAwsJson || operation.http.method != "GET";
  if (!has_body) throw "a GET request has no body: what goes out is a parameter (?a) or a label ({a})";
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
  return role == sql::Role::kInput || role == sql::Role::kInputList || role == sql::Role::kInputObjects ||
         role == sql::Role::kDimensionName || role == sql::Role::kParent;
}

// `shape.each` is empty where the operation has no such rows, or its answer is one row.
constexpr void place_in(const RowShape& shape, std::string_view wire) {
  if (wire.front() != '/') {
    if (wire.find("[]") != wire.npos || wire.find("{}") != wire.npos) throw "a place inside the row opens no level";
    return;
  }
  if (!reachable(wire, shape.each)) throw "a result's place lies outside the row's levels";
}

constexpr void lookup_or_place(const Operation& operation, const sql::Column& column) {
  std::string_view path = column.wire;
  if (path.starts_with('/') && take_step(path).kind == PathStep::Kind::kLookup) {
    if (operation.grouped_rows.keys.empty()) throw "a lookup by key needs rows that have keys";
    return;
  }
  place_in(operation.rows, column.wire);
  const bool in_groups = !operation.grouped_rows.each.empty() && column.grouped_wire.empty();
  if (in_groups) place_in(operation.grouped_rows, column.wire);
  if (!operation.given_rows.each.empty()) place_in(operation.given_rows, column.wire);
}

constexpr void place(const Operation& operation, const sql::Column& column) {
  if (column.wire.empty() && column.grouped_wire.empty()) throw "a result has a place in the response";
  if (!column.wire.empty()) lookup_or_place(operation, column);
  if (column.grouped_wire.empty()) return;
  if (operation.grouped_rows.each.empty()) throw "a place in grouped rows needs an operation that groups";
  place_in(operation.grouped_rows, column.grouped_wire);
}

constexpr void narrowing(const Operation& operation, const sql::Column& column) {
  if (column.narrows.empty() && column.asked_by.empty()) return;
  if (column.role != sql::Role::kResult && !sql::is_period(column.role)) throw "only a result narrows or is asked for";
  request_wire(operation, column.narrows);
  request_wire(operation, column.asked_by);
  using Form = NarrowingPlace::Form;
  const NarrowingPlace place = read_narrowing_place(column.narrows);
  const bool by_range = place.form == Form::kBounds || place.form == Form::kComparison;
  const bool has_order = column.type == sql::Type::kInstant || text::is_number(column.type);
  if (place.form != Form::kNone && by_range != has_order) {
    throw "texts narrow by their values, instants and numbers by a range such as /a{min,max}";
  }
  if (place.form == Form::kComparison && column.type == sql::Type::kInstant)
    throw "only a number narrows by comparison";
  const bool named = place.form == Form::kElement && place.member != operation.request.filter;
  if (named && operation.service.filter_element.name.empty()) {
    throw "an element of a list of filters has a form, which the service declares (filter_element)";
  }
}

constexpr void input(const Operation& operation, const sql::Column& column) {
  if (!goes_out(column.role)) return;
  if (column.wire.empty()) throw "what goes out names its request member in `wire`";
  request_wire(operation, column.wire);
  const bool list = column.role == sql::Role::kInputList || column.role == sql::Role::kInputObjects;
  if (list && column.wire.front() != '/') throw "a list goes into the body";
  if (list && column.example.empty()) throw "an input that is a list shows one in its example";
}

constexpr void column(const Operation& operation, const sql::Column& column) {
  const RequestMembers& request = operation.request;
  if (has_place(column.role)) place(operation, column);
  input(operation, column);
  narrowing(operation, column);
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
  if (shape.key_form != KeyForm::kTexts && shape.keys.empty()) throw "a form of keys needs a place where they stand";
}

constexpr void keys(const Operation& operation) {
  if (operation.rows.key_form != KeyForm::kTexts || operation.given_rows.key_form != KeyForm::kTexts) {
    throw "only grouped rows have keys";
  }
  const KeyForm form = operation.grouped_rows.key_form;
  if (form == KeyForm::kKeyAndValue && operation.table.most_keys != 1) {
    throw "rows that name one key and its value are grouped by one key at most (most_keys)";
  }
  // AWS puts the name of a tag before its value in a list of texts; how it does elsewhere is nowhere written.
  if (form != KeyForm::kTexts &&
      (sql::find(operation.table, sql::Role::kTagValue) || sql::find(operation.table, sql::Role::kCostCategoryValue))) {
    throw "keys of tags and cost categories come as a list of texts";
  }
}

constexpr void constants(const Operation& operation) {
  for (const Constant& constant : operation.constants) {
    if (!constant.wire.starts_with('/') && !constant.wire.starts_with('?')) {
      throw "a constant is a member of the body (/a) or a parameter (?a)";
    }
    request_wire(operation, constant.wire);
    if (!is_json(constant.json)) throw "a constant is JSON, a text in quotes of its own: \"\\\"AmazonEC2\\\"\"";
    if (constant.wire.starts_with('?') && !is_json_scalar(constant.json)) {
      throw "a parameter that is constant is a text, a number, true or false";
    }
    for (const sql::Column& column : operation.table.columns) {
      if (column.wire == constant.wire && goes_out(column.role)) throw "a member is constant or an input, not both";
    }
  }
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

constexpr void price(const Operation& operation) {
  const PriceByView& by_view = operation.price_by_view;
  if (operation.price_usd < 0) throw "a price is not negative";
  if (by_view.input.empty()) return;
  if (!sql::find(operation.table, by_view.input)) throw "a price by view names the input of the view";
  if (by_view.view.empty() || by_view.most == 0) throw "a price by view names the list of source views and its most";
}

constexpr void paging(const Operation& operation) {
  const Paging& paging = operation.paging;
  if (paging.request_token.empty() != paging.response_token.empty()) {
    throw "a page token has a place in the response and one in the request, or neither";
  }
  if (paging.size_member.empty() != (paging.size == 0)) throw "a page size has a member and a value";
  request_wire(operation, paging.request_token);
  request_wire(operation, paging.size_member);
}

// At run time for tests: throws the sentence that the compiler shows.
constexpr void operation(const Operation& operation) {
  sql::check::table(operation.table);
  if (operation.table.operation.empty()) throw "a table of an operation names it";
  if (operation.service.endpoint.empty()) throw "an operation names its service's endpoint";
  if (operation.iam_action.empty()) throw "an operation names the IAM action it needs";
  price(operation);
  if (operation.table.writable == operation.iam_writes.empty()) {
    throw "a writable table names the IAM actions of writes";
  }
  if (sql::holds_secret(operation.table) && !operation.secret)
    throw "an operation with a secret column answers secrets";
  protocol(operation);
  const RequestMembers& request = operation.request;
  for (const std::string_view wire : {request.time_period, request.first_day, request.last_day, request.granularity,
                                      request.filter, request.group_by, request.metrics}) {
    request_wire(operation, wire);
  }
  paging(operation);
  constants(operation);
  shape(operation.rows);
  shape(operation.grouped_rows);
  shape(operation.given_rows);
  keys(operation);
  parents(operation);
  for (const Hint& hint : operation.service.hints) hint_text(hint);
  for (const Hint& hint : operation.hints) hint_text(hint);
  for (const sql::Column& each : operation.table.columns) column(operation, each);
}

}  // namespace check

consteval bool well_formed(const Operation& operation) {
  check::operation(operation);
  return true;
}

}  // namespace awscost
