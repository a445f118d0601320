// Who asks, as a request says it: the same words in every one, whoever it goes to.
//
//   request.headers.push_back({"User-Agent", http::user_agent("nightly-report")});
//     ->  sqlite-awscost/0.1 app/nightly-report
#pragma once

#include <string>
#include <string_view>

namespace awscost::http {

// `app_id`: a name that the user gives to what asks, empty where there is none. "app/…" is where AWS's tools put it;
// AWS takes 50 characters of it, and what a header cannot hold becomes '-'.
std::string user_agent(std::string_view app_id);

}  // namespace awscost::http
