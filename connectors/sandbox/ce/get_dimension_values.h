// ce:GetDimensionValues: the values of a dimension in a period.
//
//   {"DimensionValues":[{"Value":"000123456789","Attributes":{"description":"shop-prod"}}],"ReturnSize":1,"TotalSize":1}
//
// Example:
//
//   boost::json::object accounts(const Context& context) {
//     return get_dimension_values(context, {{"TimePeriod", {{"Start", "2026-10-01"}, {"End", "2026-11-01"}}},
//                                           {"Dimension", "LINKED_ACCOUNT"}});
//   }
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_dimension_values(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
