// When credentials end, as those who give them out write it: ISO 8601, with the zones that AWS's tools have used.
//
//   read_expiry("2026-11-22T05:00:00Z") == read_expiry("2026-11-22T06:00:00.123+01:00")
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::credentials {

// Nothing where it is no such time. Zones: Z, UTC (the AWS CLI's cache), GMT, ±hh:mm, ±hhmm; none counts as UTC.
// Fractions of a second are dropped: earlier is safer.
std::optional<std::chrono::sys_seconds> read_expiry(std::string_view text);

// For people: "2026-11-22T05:00:00Z".
std::string shown(std::chrono::sys_seconds time);

}  // namespace awscost::credentials
