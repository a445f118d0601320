// Does a JSON text name a member of one object twice? Boost.JSON's value keeps the last of them and says nothing, and a
// condition that is dropped unnoticed would sum more than was asked for.
//
//   repeated_member(R"({"Key":"SERVICE","Key":"REGION"})") == "Key"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace awscost::request {

// The first such name; nothing where there is none, or where the text is not JSON (which whoever parses it says).
std::optional<std::string> repeated_member(std::string_view text);

}  // namespace awscost::request
