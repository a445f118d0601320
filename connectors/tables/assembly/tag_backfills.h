// When AWS last filled in the past of cost allocation tags: kept answers by tag that came before do not hold any more.
//
// It is asked for only where the answer saves requests. The reply is kept like any other, so several statements ask once.
//
// Example:
//
//   bool is_out_of_date(const Asking& asking, const sql::Scan& scan, text::Seconds fetched_at) {
//     const auto last = last_tag_backfill(asking, scan, {});
//     return !last || *last >= fetched_at;
//   }
#pragma once

#include <optional>

#include "connectors/tables/assembly/asked_pages.h"
#include "sql/interrupt.h"
#include "sql/scan.h"
#include "sql/text/instant.h"

namespace awscost::assembly {

// The latest moment at which AWS worked on a backfill; 1970 where there was none. Nothing where the operation has no
// such list, or AWS does not tell. Throws InterruptError.
std::optional<text::Seconds> last_tag_backfill(const Asking& asking, const sql::Scan& scan,
                                               const sql::Interrupted& interrupted);

}  // namespace awscost::assembly
