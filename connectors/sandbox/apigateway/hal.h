// The Hypertext Application Language (HAL): API Gateway's answer to a request without `Accept: application/json`.
//
// HAL puts results into `_embedded` and the next page into `_links`. A client that forgets the header finds no `item`,
// as at AWS.
//
// Example:
//
//   boost::json::object plans() {
//     return hal({{"item", boost::json::array()}, {"position", "abc"}}, "/usageplans", {});
//   }  // {"_links":{"self":{"href":"/usageplans"},"next":{"href":"/usageplans?position=abc"}},"_embedded":{"item":[]}}
#pragma once

#include <boost/json.hpp>
#include <string_view>

#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {

boost::json::object hal(const boost::json::object& answer, std::string_view path, const Query& query);

}  // namespace awscost::sandbox
