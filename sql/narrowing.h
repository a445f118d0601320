// What a condition on a result lets a request leave out: parents that are not asked, values and times that cannot
// match.
//
// SQLite checks every such condition again on every row, so the request may always bring more than matches, and never
// less: what cannot be read with certainty (a number, a blob, a text that is no date) narrows nothing.
//
//   usage_plan_id IN ('p2', 'p1')     ->  values {"p1", "p2"}
//   created_at >= '2026-11'           ->  after 2026-10-31 23:59:59
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sql/column.h"
#include "sql/offer.h"
#include "sql/selection.h"
#include "sql/value.h"

namespace awscost::sql {

// The texts that =, IN or IS allow; nothing where the condition cannot narrow. Empty: no row can match.
std::optional<Selection> narrowed_values(const Column& column, Operator op, const std::vector<Value>& values);

// The time that =, <, <=, > or >= allows, compared in text order as SQLite will. Open for text that begins no date.
// NULL, which no comparison is true of, is the caller's to see.
Range narrowed_time(Operator op, const Value& value);

// The numbers that =, <, <=, > or >= allows. Open for what is no finite number, NULL included.
Range narrowed_number(Operator op, const Value& value);

}  // namespace awscost::sql
