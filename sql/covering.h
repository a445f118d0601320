// Which scan answers for another: the sum of what a loop asks, asked once.
//
// A loop of a join asks the same question again and again with other values. A *wider* scan leaves out the conditions
// that vary: a key's filter, a window's bounds, a condition on a result; a slice becomes one more key. Its rows contain
// those of each narrower scan, which are told by their keys, periods and results. Parents that the statement itself names
// stay: one that does not exist is an error. Pure; who asks for which is connectors/tables/joins.
//
//   service = 'a' AND period_start = '2026-11-07'   and   service = 'b' AND period_start = '2026-11-08'
//   vary in service and in the window; wider: every service, the table's history
//
// Example:
//
//   bool is_worth_asking(const Scan& one, const Scan& other) {
//     const std::optional<Wider> wider = widened(one, variation(one, other));
//     return wider && covers(wider->scan, one) && covers(wider->scan, other);
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sql/scan.h"

namespace awscost::sql {

// In what scans of one plan differ.
struct Variation {
  ColumnSet columns;     // dimensions, parents and columns that narrow
  bool window = false;   // a condition on a period
  ColumnSet conditions;  // by position in Scan::conditions: those that differ
  bool empty() const { return columns.none() && !window; }
  bool operator==(const Variation&) const = default;
};

// Both scans ask the same table with the same plan.
Variation variation(const Scan& one, const Scan& other);
Variation both(const Variation& one, const Variation& other);
// The equalities of periods that may vary, because their values are no literals.
Variation periods_at_run_time(const Scan& scan);

// What no wider scan can leave out, as one text: the inputs and the columns that the statement mentions.
std::string fixed_part(const Scan& scan);
// What the scan is bound to but for what `without` names, as one text; with the fixed part, the whole question.
std::string bound_part(const Scan& scan, const Variation& without = {});
// Which conditions the scan has, as one text, whatever their values.
std::string shape_of(const Scan& scan);

struct Wider {
  Scan scan;
  Variation without;  // what the scan leaves out
};

// The scan without the conditions that vary, as far as its rows stay exact: a slice is left as it is where AWS does not
// group by it, or where no key is free. Nothing where nothing can be left out.
std::optional<Wider> widened(const Scan& scan, const Variation& variation);

// Whether the wide scan's window contains the narrow one's.
bool covers_window(const Scan& wide, const Scan& narrow);

// Whether the wide scan's rows contain those of the narrow one, as far as both windows go.
bool covers_but_for_window(const Scan& wide, const Scan& narrow);

// Whether the wide scan's rows contain those of the narrow one. Both have the same fixed part.
bool covers(const Scan& wide, const Scan& narrow);

}  // namespace awscost::sql
