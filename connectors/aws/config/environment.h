// Where settings that AWS already names are read: the process environment, or a test's own.
//
//   config::Environment environment = config::process_environment();
//   std::optional<std::string> region = config::non_empty(environment, "AWS_REGION");
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace awscost::config {

// Value of the variable `name`, or nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// Reads with getenv at every call, so that a change is seen by the next statement. As thread-safe as getenv: the host
// process must not change its environment meanwhile.
Environment process_environment();

// AWS's tools take an empty variable for one that is not set.
std::optional<std::string> non_empty(const Environment& environment, const char* name);

// Only "true", in any case, is true.
bool is_true(const Environment& environment, const char* name);

}  // namespace awscost::config
