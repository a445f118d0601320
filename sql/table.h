// A table as data: its columns in order, and the rules of its time. Checked when compiled.
//
// A Table owns nothing: names and columns are views of declarations that outlive every statement (constants, or the
// strings of a named table). well_formed() is evaluated by the compiler; the sentence it throws is the compiler's
// message.
//
// Example:
//
//   constexpr Column kColumns[] = {{.name = "value", .doc = "A value."}};
//   constexpr Table kTable{.name = "values", .doc = "Some values.", .columns = kColumns};
//   static_assert(well_formed(kTable) && find(kTable, "value") == 0);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sql/column.h"
#include "sql/history.h"
#include "sql/moving_window.h"

namespace awscost::sql {

// The tables that list what a dimension, a tag or a cost category can be. Each takes the key as its first argument:
// SELECT value FROM ce_dimension_values('service').
struct ValueLists {
  std::string_view dimensions = {};
  std::string_view tags = {};
  std::string_view cost_categories = {};
};

// A key that only another table groups by, and how to ask that one.
struct ForeignKey {
  std::string_view key = {};
  std::string_view from = {};  // a FROM clause, with the WHERE clause that it needs
};

struct Table {
  std::string_view name = {};
  std::string_view doc = {};
  std::string_view operation = {};  // the API's operation, for plans and messages; empty: a table about the extension
  std::string_view service = {};    // the service's name for people: "Cost Explorer"
  std::span<const Column> columns = {};
  std::string_view limits = {};                     // what AWS refuses or leaves out, in sentences, for the reference
  std::span<const std::string_view> examples = {};  // statements that run in the sandbox, the most useful one first
  History history = {};
  ShorterHistory shorter_history = {};
  bool end_is_last_day = false;           // end_date is the last day, as at API Gateway, not the day after it
  bool has_every_period = false;          // without keys: one row for each period of the window, whatever its amounts
  bool writable = false;                  // INSERT, UPDATE and DELETE do something (Source::writer)
  std::size_t most_keys = 0;              // that the API groups by; tables with an input group_by only
  std::string_view required_filter = {};  // without which the API refuses, such as "a filter by some dimension"
  std::string_view filter_example = {};   // the condition to suggest then
  ValueLists values = {};
  ForeignKey foreign_key = {};
  bool named = false;  // made by CREATE VIRTUAL TABLE, so it takes no arguments in FROM
  // Of a named table: how many columns SQLite is told of. Those behind them keep their part in requests. 0: all.
  std::size_t declared = 0;
  bool plain_dates = false;  // of a named table: days are declared DATE, for drivers that know no other name
  // Of a named table: the window that moves with the clock. start_date and end_date are then fixed.
  std::optional<MovingWindow> moving_window = std::nullopt;
};

// Index of the first column with that name or role; nothing where there is none.
constexpr std::optional<std::size_t> find(const Table& table, std::string_view name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == name) return i;
  }
  return std::nullopt;
}
constexpr std::optional<std::size_t> find(const Table& table, Role role) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].role == role) return i;
  }
  return std::nullopt;
}

constexpr bool holds_secret(const Table& table) {
  for (const Column& column : table.columns) {
    if (column.secret) return true;
  }
  return false;
}

// SQLite's colUsed has 64 bits; the last stands for column 63 and all that follow.
constexpr std::size_t kToldApart = 63;

namespace check {

constexpr bool snake_case(std::string_view name) {
  if (name.empty() || name.front() < 'a' || name.front() > 'z') return false;
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

// Columns that may wrongly count as used: at most, bytes of a response are read for nothing.
constexpr bool may_share_the_last_bit(const Column& column) {
  if (column.role == Role::kMetricUnit || column.role == Role::kMetricExact) return true;
  if (column.role == Role::kPeriodTwin) return true;
  return column.role == Role::kResult && column.needs_key.empty();
}

constexpr void column(const Table& table, std::size_t i) {
  const Column& column = table.columns[i];
  if (!snake_case(column.name)) throw "a column's name is snake_case";
  if (find(table, column.name) != i) throw "two columns of a table have the same name";
  if (column.doc.empty() || column.doc.back() != '.') throw "a column's doc is a sentence and ends in a full stop";
  if (is_input(column.role) && !column.hidden) throw "an input is hidden: SELECT * shows what comes back";
  if (is_dimension(column.role) && !column.hidden) throw "a dimension of an eponymous table is hidden";
  if (column.role == Role::kDimension && column.wire.empty()) throw "a dimension names the API's key in `wire`";
  if (column.role == Role::kDimension && column.example.empty()) throw "a dimension has an example for its messages";
  if (column.role == Role::kMetric && column.wire.empty()) throw "a metric names the API's metric in `wire`";
  if (column.role == Role::kPeriodTwin && (column.wire.empty() || !find(table, Role::kPeriodStart))) {
    throw "a twin names its form, and is that of a period_start";
  }
  if (column.is_money && column.role != Role::kMetric) throw "only a metric is money";
  if (!column.none.empty() && column.type != Type::kInteger && column.type != Type::kBigint) {
    throw "only a whole number has a number that stands for none";
  }
  if (column.secret && column.role != Role::kResult) throw "only a result is a secret";
  if ((column.role == Role::kMetricUnit || column.role == Role::kMetricExact) && column.metric.empty()) {
    throw "a metric's companion names its metric";
  }
  if (!is_input(column.role) && !(column.fallback.empty() && column.fallback_hourly.empty())) {
    throw "only an input has a fallback";
  }
  if (column.longest > 0 && column.narrows.empty() && !is_input(column.role))
    throw "only what goes out has a longest text";
  if (!is_input(column.role) && column.required) throw "only an input is required";
  if (!column.beside.empty() && (!is_input(column.role) || !find(table, column.beside))) {
    throw "an input stands beside another input of the table";
  }
  if (column.required && column.example.empty()) throw "a required input has an example for its message";
  if (!column.needs_key.empty() && !find(table, column.needs_key)) throw "a result needs a key that is a column";
  if (column.fixed) throw "only CREATE VIRTUAL TABLE fixes an input";
  if (column.null_unbound) throw "only a named table has slices that read NULL";
  if (!column.narrows.empty() && !is_period(column.role) && column.type != Type::kText &&
      column.type != Type::kInstant && !text::is_number(column.type)) {
    throw "a column that narrows is text, an instant or a number: how SQL compares anything else is its own matter";
  }
  if (!column.grouped_wire.empty() && column.role != Role::kResult && !is_period(column.role)) {
    throw "only a result has a place in grouped rows";
  }
  if (!column.grouped_wire.empty() && !find(table, Role::kGroupBy)) throw "rows are grouped by an input group_by";
  if (!column.narrows_unless.empty() && (column.narrows.empty() || !find(table, column.narrows_unless))) {
    throw "a column narrows unless another column of the table is mentioned";
  }
  if (column.role == Role::kParent && (column.type != Type::kText || !column.identity)) {
    throw "a parent is text, and part of its rows' identity: two lists may hold the same thing";
  }
  if (column.write != Write::kNever && !table.writable) throw "a column is written in a writable table";
  if (column.role == Role::kWriteOnly && column.write == Write::kNever) throw "a write-only column is written";
  if (column.role == Role::kWriteOnly && !column.hidden) throw "a write-only column is hidden: it reads NULL";
  if (i >= kToldApart && !may_share_the_last_bit(column)) {
    throw "column 63 and beyond share one bit of colUsed: only plain results and companions may stand there";
  }
}

constexpr void currency(const Table& table) {
  bool has_money = false;
  for (const Column& column : table.columns) has_money = has_money || column.is_money;
  if (find(table, Role::kCurrency) && !has_money) throw "a currency is the unit of a metric that is money";
}

constexpr void history(const Table& table) {
  const History& history = table.history;
  if (history.days < 0 || history.months < 0 || history.hourly_days < 0) throw "a history's length is not negative";
  if (history.days > 0 && history.months > 0) throw "a history is so many days or so many months, not both";
  if (history.from_first_of_month && history.months == 0) throw "only a history of months begins with a month";
  if (history.empty() && (history.through_yesterday || history.whole_periods || history.hourly_days > 0)) {
    throw "a history says how long it is";
  }
  if (history.hourly_days > 0 && !find(table, Role::kGranularity)) throw "hours need an input granularity";
  if (!table.shorter_history.dimension.empty() && !find(table, Role::kDimensionName)) {
    throw "a shorter history is that of a dimension that an input names";
  }
  if (!history.no_months.empty() && history.no_months.back() != '.') throw "no_months is a sentence";
  if (!history.empty() && !find(table, Role::kPeriodStart) && !find(table, Role::kStartDate)) {
    throw "a table with history has periods, or start_date and end_date";
  }
}

constexpr void table(const Table& table) {
  if (!snake_case(table.name)) throw "a table's name is snake_case";
  if (table.doc.empty() || table.doc.back() != '.') throw "a table's doc is a sentence and ends in a full stop";
  if (table.columns.empty()) throw "a table has columns";
  bool hidden_seen = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    column(table, i);
    if (hidden_seen && !table.columns[i].hidden) throw "visible columns stand before hidden ones";
    hidden_seen = table.columns[i].hidden;
  }
  history(table);
  currency(table);
  if (table.required_filter.empty() != table.filter_example.empty()) throw "a table that needs a filter shows one";
  if (table.has_every_period && (!find(table, Role::kPeriodStart) || table.history.empty())) {
    throw "a table with a row for each period has periods and a history";
  }
  if (find(table, Role::kGroupBy).has_value() != (table.most_keys > 0)) {
    throw "a table with group_by says how many keys it takes at most, and no other does";
  }
  bool narrows = false;
  bool has_identity = find(table, Role::kPeriodStart).has_value();
  for (const Column& column : table.columns) {
    narrows = narrows || !column.narrows.empty() || column.role == Role::kParent;
    has_identity = has_identity || column.identity;
  }
  // SQLite merges the branches of an OR by rowid: a row that two branches bring must have the same rowid in both.
  if (narrows && !has_identity) throw "a table that narrows says what tells its rows apart (identity)";
}

}  // namespace check

// For static_assert: what is wrong does not compile, and the compiler shows the sentence that is thrown.
consteval bool well_formed(const Table& table) {
  check::table(table);
  return true;
}

// The declared type of one of the table's columns. Periods whose granularity a statement may set are declared as text:
// a driver that reads a declared day drops the hour of HOURLY, or fails (Python's PARSE_DECLTYPES).
std::string_view declared_type(const Table& table, const Column& column);

// The statement for sqlite3_declare_vtab: CREATE TABLE x("period_start" DATE TEXT, ..., "group_by" TEXT HIDDEN).
std::string create_statement(const Table& table);

}  // namespace awscost::sql
