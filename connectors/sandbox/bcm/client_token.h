// clientToken: a request that is sent again with the same token is answered as before and changes nothing.
//
// A token belongs to one operation. With another request it is a ConflictException. Requests without one are all new.
//
//   return answered_once(context.bill_scenarios, "CreateBillScenario", request, id, [&] { return …; });
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

// `resource_id`: what a conflict is about.
boost::json::object answered_once(BillScenarios& state, std::string_view operation, const boost::json::object& request,
                                  const std::string& resource_id, const std::function<boost::json::object()>& answer);

}  // namespace awscost::sandbox
