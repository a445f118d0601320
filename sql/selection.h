// What conditions leave of one column: a set of texts, or a range of time or of numbers.
//
// Several conditions on a column meet: what all of them allow is left.
//
//   service IN ('b', 'a') AND service IN ('c', 'b')   ->   {"b"}
//
// Example:
//
//   Selection both(Selection one, Selection other) {
//     meet(one, std::move(other));
//     return one;
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/text/instant.h"
#include "sql/value.h"

namespace awscost::sql {

using text::Seconds;

// What a column is bound to. For a key it narrows the request and the rows; for a slice it chooses what is summed; for
// a parent it names those that are asked; for a column that narrows it says what the request may leave out.
struct Selection {
  bool bound = false;
  bool absent = false;              // IS NULL: the tag or cost category is missing
  std::vector<std::string> values;  // sorted bytewise and unique

  bool contradictory() const { return bound && !absent && values.empty(); }
};

// What conditions leave of an instant or number column that narrows; an end without a value is open.
struct Range {
  // Instants: one second outside every match, because AWS does not document whether its bounds are inclusive.
  std::optional<Seconds> after;
  std::optional<Seconds> before;
  // Numbers: inclusive and finite.
  std::optional<double> lowest;
  std::optional<double> highest;

  bool bound() const { return after || before || lowest || highest; }
  bool contradictory() const;
};

// Whether the selection, which is bound, has what a key's column shows; NULL: the tag or cost category is missing.
bool has(const Selection& selection, const Cell& key);

// `wanted` may be in any order and hold a value twice.
void meet(Selection& selection, Selection wanted);
void meet(Range& range, const Range& wanted);

}  // namespace awscost::sql
