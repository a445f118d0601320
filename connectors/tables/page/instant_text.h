// Instants as AWS writes them, and as SQL shows them.
//
// The JSON protocols send seconds since 1970 (1735689600, 1735689600.5, 1.7356896E9); Cost Explorer sends dates and
// timestamps as text. Fractions of a second are cut.
//
//   sql_instant("1.735689600E9")        ->   2025-01-01 00:00:00
//   sql_day("2026-11-01T00:00:00Z")     ->   2026-11-01
//
// Example:
//
//   std::string shown(std::string_view sent) {
//     return sql_instant(sent).value_or("no instant");
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sql/text/instant.h"

namespace awscost::page {

// Nothing where `text` is no instant from year 0 to year 9999.
std::optional<text::Seconds> read_instant(std::string_view text);

std::optional<std::string> sql_instant(std::string_view text);  // YYYY-MM-DD HH:MM:SS
// YYYY-MM-DD, or with the time where that is not midnight (the look-back period of hourly data).
std::optional<std::string> sql_day(std::string_view text);

}  // namespace awscost::page
