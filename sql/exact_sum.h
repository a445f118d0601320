// The aggregate awscost_sum(text): the exact sum of decimal texts, as text.
//
//   SELECT awscost_sum(unblended_cost_exact) FROM ce_cost_and_usage
//
// Example:
//
//   std::unique_ptr<Accumulator> start_summing() {
//     return exact_sum().start();
//   }
#pragma once

#include <string>
#include <string_view>

#include "sql/function.h"

namespace awscost::sql {

// NULLs are skipped; the sum of no value is NULL. INTEGERs are added exactly. A REAL is an error: it was rounded before
// it reached the sum.
Aggregate exact_sum();

// What it says of a REAL: `what` is the value or the column.
std::string sum_of_rounded(std::string_view what);

}  // namespace awscost::sql
