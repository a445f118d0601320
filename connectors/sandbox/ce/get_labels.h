// ce:GetTags and ce:GetCostCategories: the tag keys and category names on the bill of a period, and the values of one.
//
// With a key, the list has the empty text where some of the period's cost lacks the key: that is what GetCostAndUsage
// shows as `key$`. A key that nothing carries has that one value.
//
//   {"TimePeriod":{…}}                              ->  {"Tags":["env","team"],"ReturnSize":2,"TotalSize":2}
//   {"TimePeriod":{…},"TagKey":"env"}               ->  {"Tags":["","dev","prod"],…}
//   {"TimePeriod":{…},"CostCategoryName":"Unit"}    ->  {"CostCategoryValues":["","Data"],…}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_tags(const Context& context, const boost::json::value& request);
boost::json::object get_cost_categories(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
