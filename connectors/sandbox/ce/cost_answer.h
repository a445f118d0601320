// One page of the answer to a cost query.
//
// How: the filter is evaluated once per line and groups are numbered once. Each bucket is then summed, from the token's
// place until the page is full. If a page ends inside a bucket, the next page repeats the bucket's TimePeriod and
// continues with the remaining groups.
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {

struct CostPage {
  boost::json::object body;
  std::optional<PagePlace> next;  // nullopt on the last page
};

// `page_size` counts groups, or buckets if the query has no GroupBy.
CostPage cost_page(const CostQuery& query, const Account& account, std::chrono::sys_seconds now, PagePlace place,
                   std::size_t page_size);

}  // namespace awscost::sandbox
