// Published test cases of other projects. They are not part of this one: a test skips itself where they are absent.
//
// Example:
//
//   std::string reason_to_skip() {
//     return load_json("endpoints/ce.json") ? "" : absent("endpoints/ce.json");
//   }
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>

namespace awscost::support {

// The path of `name` below AWSCOST_TEST_DATA, by default ../shared/test-data beside the project.
std::string test_data_path(const std::string& name);

std::optional<std::string> load_text(const std::string& name);         // nothing: there is no such file
std::optional<boost::json::value> load_json(const std::string& name);  // the same; throws where the file is not JSON
std::string absent(const std::string& name);                           // the reason why a test skips itself

}  // namespace awscost::support
