// Finds a member that a JSON object names twice. Boost.JSON keeps the last of them and says nothing, and a condition
// that is dropped unnoticed would sum more than was asked for.
//
//   repeated_member(R"({"Key":"SERVICE","Key":"REGION"})")   ->   "Key"
//
// Example:
//
//   bool is_ambiguous(std::string_view text) {
//     return repeated_member(text).has_value();
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace awscost::request {

// The first such name; nothing where there is none, or where the text is not JSON, which parsing it reports.
std::optional<std::string> repeated_member(std::string_view text);

}  // namespace awscost::request
