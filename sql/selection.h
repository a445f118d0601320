// What conditions leave of one column: a set of texts, or a range of time or of numbers.
//
// Several conditions on a column meet: what all of them allow is left.
//
//   meet(selection, {.bound = true, .values = {"a", "b"}});    WHERE service IN ('b', 'a')
//   meet(selection, {.bound = true, .values = {"b", "c"}});    … AND service IN ('c', 'b')   ->  values == {"b"}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/text/instant.h"

namespace awscost::sql {

using text::Seconds;

// What a column is bound to. Of a key it narrows the request and the rows; of a slice it chooses what is summed; of a
// parent it says which are asked; of a column that narrows, what the request may leave out. Values are sorted bytewise
// and unique.
struct Selection {
  bool bound = false;
  bool absent = false;  // IS NULL: the tag or cost category is missing
  std::vector<std::string> values;

  bool contradictory() const { return bound && !absent && values.empty(); }
};

// What conditions on an instant or number column that narrows leave of it; an end that is missing is open.
struct Range {
  // Of instants. Both are widened to whole seconds that surely hold every match: whether AWS means them inclusive is
  // nowhere written.
  std::optional<Seconds> after;
  std::optional<Seconds> before;
  // Of numbers, both inclusive and finite.
  std::optional<double> lowest;
  std::optional<double> highest;

  bool bound() const { return after || before || lowest || highest; }
  bool contradictory() const;
};

// `wanted` may be in any order and hold a value twice.
void meet(Selection& selection, Selection wanted);
void meet(Range& range, const Range& wanted);

}  // namespace awscost::sql
