// The expiry of credentials: ISO 8601 with the time zones that AWS's tools write.
//
//   "2026-11-22T05:00:00Z"  "2026-11-22T06:00:00.123+01:00"  "2026-11-22T05:00:00UTC"   are the same time
//
// Example:
//
//   bool is_readable(std::string_view text) {
//     return read_expiry(text).has_value();
//   }
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::credentials {

// Nothing where `text` is not such a time. Zones: Z, UTC (in the AWS CLI's cache), GMT, +hh:mm, -hhmm; none means UTC.
// Fractions of a second are cut off: an earlier expiry is safer.
std::optional<std::chrono::sys_seconds> read_expiry(std::string_view text);

// For people: "2026-11-22T05:00:00Z".
std::string shown(std::chrono::sys_seconds time);

}  // namespace awscost::credentials
