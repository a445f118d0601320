// The User-Agent header, equal in all requests, in the form of AWS's SDKs:
//
//   sqlite-awscost/0.1 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/c++#20 m/E cfg/retry-mode#standard app/nightly-report
//
// `m/E` is the SDKs' letter for the standard retry mode. Nothing in it is about the account or the user but `app/`.
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

// As uname(2) has it.
struct System {
  std::string name;     // "Linux", "Darwin"
  std::string release;  // empty: not known
  std::string machine;
};

System this_system();

// `app_id`: the user's name for the program; empty: none. AWS's tools write it as "app/NAME", with at most 50
// characters; a character that a header cannot hold becomes '-'.
std::string user_agent(std::string_view app_id, const System& system = this_system());

}  // namespace awscost::http
