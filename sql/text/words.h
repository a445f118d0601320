// Words as people write them in arguments: white space around them and ASCII case do not count. Locale-free.
//
//   trimmed("  Service ") == "Service"     lower("Service") == "service"
#pragma once

#include <string>
#include <string_view>

namespace awscost::text {

std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);

// 'it''s' or "it's" without its quotes; a bare word as it stands.
std::string unquoted(std::string_view text);

}  // namespace awscost::text
