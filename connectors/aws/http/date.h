// The time in a Date header.
//
//   http::parse_date("Sun, 22 Nov 2026 05:19:23 GMT")
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "connectors/wire/call.h"

namespace awscost::http {

// Nothing where it is no date. Reads all forms of RFC 9110 (5.6.7), with libcurl's parser.
std::optional<std::chrono::sys_seconds> parse_date(const std::string& text);

// When the server says that it answered.
std::optional<std::chrono::sys_seconds> date_of(const wire::Reply& reply);

}  // namespace awscost::http
