// The aggregate awscost_sum(text): the exact sum of decimal texts, as text.
//
//   SELECT awscost_sum(unblended_cost_exact) FROM ce_cost_and_usage
#pragma once

#include "sql/function.h"

namespace awscost::sql {

// NULLs are skipped and no values give NULL. An INTEGER is exact too. A REAL is refused: it was rounded before it got
// here.
Aggregate exact_sum();

}  // namespace awscost::sql
