// The time in a Date header.
//
// Example:
//
//   bool is_date(const std::string& header) {  // "Sun, 22 Nov 2026 05:19:23 GMT"
//     return parse_date(header).has_value();
//   }
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "connectors/wire/call.h"

namespace awscost::http {

// Nothing where `text` is not a date. Reads all forms of RFC 9110 (5.6.7), with libcurl's parser.
std::optional<std::chrono::sys_seconds> parse_date(const std::string& text);

// The answer's Date header.
std::optional<std::chrono::sys_seconds> date_of(const wire::Reply& reply);

}  // namespace awscost::http
