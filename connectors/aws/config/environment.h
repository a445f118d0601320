// Where the variables that AWS names are read: the process environment, a snapshot of it, or a test's own map.
//
// Example:
//
//   std::optional<std::string> region(const Environment& environment) {
//     return non_empty(environment, "AWS_REGION");
//   }
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace awscost::config {

// Value of the variable `name`, or nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// The home directory of a user in the password database; empty where it has none. An empty name means the user that
// runs this process.
std::string home_of_user(const std::string& name);

// Calls getenv each time, so that the next statement sees a change. As thread-safe as getenv: the host must not change
// its environment at the same time. HOME that is not set, as in a service, is the password database's.
Environment process_environment();

// The values that the variables `names` have now. Any other name throws std::logic_error: it would read as not set,
// unnoticed. The values may be secrets: they are wiped with the last copy.
Environment snapshot(const Environment& environment, std::span<const char* const> names);

// AWS's tools treat an empty variable as one that is not set.
std::optional<std::string> non_empty(const Environment& environment, const char* name);

// Only "true", in any case, is true.
bool is_true(const Environment& environment, const char* name);

}  // namespace awscost::config
