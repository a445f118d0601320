// Which kept answer serves a question, its window aside, and how: the rules of containment.
//
// Each is exact for Cost Explorer. A = the answer, Q = the question, of one subject (costs_asked.h):
//   - metrics: Q's are among A's;
//   - a key: what Q binds it to is a part of what A binds it to, and A groups by it, so its rows can be told;
//   - a slice of Q: A binds it alike, or groups by it and Q binds it to one value;
//   - a dropped key, and months from days: *added up*, in exact decimals, for cost metrics alone. Usage has units that
//     differ, and a percentage is no sum. The dropped key must part the bill, and AWS distributes the costs of cost
//     categories with split charges.
// Not served: a missing tag (AWS's group without a value also holds the empty value), data about resources but by window,
// metrics and keys, and anything beyond the same question from an answer that AWS may have cut, or that was broken off.
//
// Example:
//
//   bool needs_no_request(const CostsAsked& question, const CostsAsked& answer) {
//     return serving(question, answer) != Serving::kNone;
//   }
#pragma once

#include <cstdint>

#include "connectors/tables/pieces/costs_asked.h"

namespace awscost::pieces {

enum class Serving : std::uint8_t {
  kNone,
  kRows,     // the question's rows are among the answer's
  kAddedUp,  // each of the question's rows is the sum of some of the answer's
};

// Whether both ask for the same rows; the answer may have more metrics.
bool answers_the_same(const CostsAsked& question, const CostsAsked& answer);

Serving serving(const CostsAsked& question, const CostsAsked& answer);

}  // namespace awscost::pieces
