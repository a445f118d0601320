// ce:GetTags and ce:GetCostCategories: the keys on the bill of a period, or the values of one key.
//
// The values of a key include "" if some cost of the period lacks the key: GetCostAndUsage shows it as `key$`. An
// unknown key has only that value.
//
//   without TagKey        ->  {"Tags":["env","team"],"ReturnSize":2,"TotalSize":2}
//   with TagKey "env"     ->  {"Tags":["","dev","prod"],"ReturnSize":3,"TotalSize":3}
//
// Example:
//
//   boost::json::object environments(const Context& context) {
//     return get_tags(context, {{"TimePeriod", {{"Start", "2026-10-01"}, {"End", "2026-11-01"}}}, {"TagKey", "env"}});
//   }
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_tags(const Context& context, const boost::json::value& request);
// ce:ListCostAllocationTagBackfillHistory: the account has had the past of its tags filled in once, long ago.
boost::json::object list_tag_backfills(const Context& context, const boost::json::value& request);
boost::json::object get_cost_categories(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
