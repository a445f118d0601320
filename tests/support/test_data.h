// Published test cases that other people wrote. They do not belong to the project: a test that finds them absent skips
// itself with a sentence.
//
//   const auto cases = support::load_json("endpoints/ce.json");
//   if (!cases) GTEST_SKIP() << support::absent("endpoints/ce.json");
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>

namespace awscost::support {

// The path of `name` below AWSCOST_TEST_DATA, by default ../shared/test-data beside the project.
std::string test_data_path(const std::string& name);

std::optional<std::string> load_text(const std::string& name);         // nothing where there is no such file
std::optional<boost::json::value> load_json(const std::string& name);  // the same; throws where it is not JSON
std::string absent(const std::string& name);                           // why a test skips itself

}  // namespace awscost::support
