// Removes the variables for AWS, the extension and proxies from the process, and points HOME at a folder that does not
// exist. A test then sets what it needs. Nothing is kept past a statement: most tests count what each statement sends.
//
// Example:
//
//   inline void point_at(const std::string& url) {
//     clean_environment();
//     setenv("AWS_ENDPOINT_URL", url.c_str(), 1);
//   }
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::golden {

inline void clean_environment() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const std::string_view name = text.substr(0, text.find('='));
    const bool of_ours = name.starts_with("AWS_") || name.starts_with("AWSCOST_");
    // Callers of ctest use these: the folders of published cases, the request log, writing golden files.
    const bool of_the_tests = name == "AWSCOST_TEST_DATA" || name == "AWSCOST_MODELS" ||
                              name.starts_with("AWSCOST_UPDATE_") || name == "AWSCOST_SANDBOX_LOG";
    const bool of_a_proxy = name.ends_with("_proxy") || name.ends_with("_PROXY");
    if ((of_ours && !of_the_tests) || of_a_proxy || name == "XDG_CONFIG_HOME") names.emplace_back(name);
  }
  for (const std::string& name : names) unsetenv(name.c_str());
  setenv("HOME", "/nonexistent", 1);
  // A budget holds for all connections of a process at one account: each test is an account of its own.
  static int tests = 0;
  setenv("AWS_ACCOUNT_ID", std::to_string(100'000'000'000 + ++tests).c_str(), 1);
  setenv("AWS_EC2_METADATA_DISABLED", "true", 1);  // the test may run on an instance
  setenv("AWSCOST_CACHE", "off", 1);
}

// The account inside the process, on the day of the golden cases.
inline void ask_the_sandbox() {
  clean_environment();
  setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
}

}  // namespace awscost::golden
