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

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

// Nothing where `text` is not such a time. Zones: Z, UTC (in the AWS CLI's cache), GMT, +hh:mm, -hhmm; none means UTC.
// Fractions of a second are cut off: an earlier expiry is safer.
std::optional<std::chrono::sys_seconds> read_expiry(std::string_view text);

// Throws wire::SendError where keys that have just come had expired before: by the Date of `reply`, which brought them,
// else by both clocks. `giver`: who gave them, the subject of a sentence. An instance's keys are not checked: while its
// service cannot get new ones, AWS accepts the old ones.
void refuse_expired(const Identity& identity, const wire::Reply& reply, const World& world, const std::string& giver);

// For people: "2026-11-22T05:00:00Z".
std::string shown(std::chrono::sys_seconds time);

}  // namespace awscost::credentials
