// API Gateway's answer to a client that did not ask for JSON: the Hypertext Application Language.
//
// Without `Accept: application/json` the service answers in HAL: results stand in `_embedded`, the way to the next page
// in `_links`. A client that forgets the header then finds no `item`, here as at AWS.
//
//   hal({{"item", {…}}, {"position", "abc"}}, "/usageplans", {})
//   ->  {"_links":{"self":{"href":"/usageplans"},"next":{"href":"/usageplans?position=abc"}},"_embedded":{"item":[…]}}
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {

boost::json::object hal(const boost::json::object& answer, std::string_view path, const Query& query);

}  // namespace awscost::sandbox
