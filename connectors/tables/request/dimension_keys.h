// The dimension keys that Expression knows, in the API's spelling.
//
// A column is a key in lower case, so either spelling leads here: dimension_key("service") == "SERVICE".
// Source: the service model ce/2017-10-25, enum Dimension.
#pragma once

#include <string>
#include <string_view>

namespace awscost::request {

// The API's spelling of `name`, in whatever case it is written; empty where there is no such dimension.
std::string_view dimension_key(std::string_view name);

// All of them, comma-separated, for messages.
std::string dimension_key_list();

}  // namespace awscost::request
