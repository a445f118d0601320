// ce:GetDimensionValues: the values a dimension has in a period.
//
//   {"TimePeriod":{…},"Dimension":"LINKED_ACCOUNT"}
//     ->  {"DimensionValues":[{"Value":"000123456789","Attributes":{"description":"…"}}],"ReturnSize":1,"TotalSize":1}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_dimension_values(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
