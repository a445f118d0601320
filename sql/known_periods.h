// Rows that are known before anybody is asked: those of a table without keys, of which a statement reads periods alone.
//
// Why: AWS answers a question without groups with one row for each period of its window, zeros included, so which rows there
// are is arithmetic. A BI tool asks for the first and the last day, and for their number, once for each widget.
//
// How: only where AWS could not refuse the question for its values: days or months, the window inside the table's history
// and made of whole buckets, no slice, no filter, no view, one profile. Anything else is asked (docs/decisions, 20).
//
//   SELECT min(period_start), max(period_start), count(*) FROM ce_cost_and_usage           known
//   SELECT count(*) FROM ce_cost_and_usage WHERE unblended_cost > 0                         asked: it reads a metric
//   SELECT count(*) FROM ce_cost_and_usage('service')                                       asked: it has keys
//
// Example:
//
//   std::size_t count_rows(const Scan& scan) {
//     return has_known_periods(scan) ? buckets_of(*scan.window, scan.granularity).size() : 0;
//   }
#pragma once

#include "sql/scan.h"

namespace awscost::sql {

// Whether the scan's rows are the buckets of its window, and it uses no more of them than their periods and its inputs.
bool has_known_periods(const Scan& scan);

}  // namespace awscost::sql
