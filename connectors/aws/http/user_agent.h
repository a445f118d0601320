// The User-Agent header, equal in all requests: "sqlite-awscost/0.1 app/nightly-report".
//
// Example:
//
//   std::string header() {
//     return "User-Agent: " + user_agent("nightly-report");
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::http {

// `app_id`: the user's name for the program; empty: none. AWS's tools write it as "app/NAME", with at most 50
// characters; a character that a header cannot hold becomes '-'.
std::string user_agent(std::string_view app_id);

}  // namespace awscost::http
