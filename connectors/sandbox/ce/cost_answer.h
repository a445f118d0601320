// One page of the answer to a cost query.
//
// How: the filter is asked once a line, groups are numbered once; then each bucket is added up on its own, from where
// the token says, until the page is full. A page may end in the middle of a bucket: the next one repeats the bucket's
// TimePeriod and goes on with its remaining groups.
//
//   json::object page = cost_page(query, account, now, {.bucket = 3, .offset = 120}, 5000, next);
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {

struct CostPage {
  boost::json::object body;
  std::optional<Place> next;  // nothing: this was the last page
};

// `page_size` counts groups, and buckets where nothing is grouped.
CostPage cost_page(const CostQuery& query, const Account& account, std::chrono::sys_seconds now, Place place,
                   std::size_t page_size);

}  // namespace awscost::sandbox
