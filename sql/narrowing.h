// What a condition on a result lets a request leave out: parents that are not asked, values, times and numbers that
// cannot match.
//
// SQLite checks every such condition again on every row, so a request may bring more than matches, and never less. What
// cannot be read with certainty (a number against a text, a blob, a text that is no date) narrows nothing.
//
//   usage_plan_id IN ('p2', 'p1')     ->  values {"p1", "p2"}
//   created_at >= '2026-11'           ->  after 2026-10-31 23:59:59
//   impact > 100                      ->  lowest 100
//
// Example:
//
//   bool asks_for_less(const Value& bound) {
//     return narrowed_number(Operator::kGe, bound).bound();
//   }
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sql/column.h"
#include "sql/offer.h"
#include "sql/selection.h"
#include "sql/value.h"

namespace awscost::sql {

// The texts that =, IN or IS allow; nothing where the condition cannot narrow. An empty selection: no row can match.
std::optional<Selection> narrowed_values(const Column& column, Operator op, const std::vector<Value>& values);

// The time that =, <, <=, > or >= allows, in text order as SQLite compares. Open for a text that begins no date, and
// for NULL, with which no comparison is true: the caller handles it.
Range narrowed_time(Operator op, const Value& value);

// The numbers that =, <, <=, > or >= allows. Open for everything but a finite number; NULL as above.
Range narrowed_number(Operator op, const Value& value);

}  // namespace awscost::sql
