// clientToken: a repeated request with the same token gets the same answer and changes nothing.
//
// A token belongs to one operation. With another request it is a ConflictException. A request without a token is always
// new.
//
// Example:
//
//   boost::json::object create_once(BillScenarios& state, const boost::json::object& request, const std::string& id) {
//     return answered_once(state, "CreateBillScenario", request, id, [&] { return boost::json::object{{"id", id}}; });
//   }
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

// `resource_id`: the resource that a ConflictException names.
boost::json::object answered_once(BillScenarios& state, std::string_view operation, const boost::json::object& request,
                                  const std::string& resource_id, const std::function<boost::json::object()>& answer);

}  // namespace awscost::sandbox
