// Dates and timestamps as text: what SQL, BI tools and the API write, and what may be the beginning of one.
//
//   parse_instant("2026-11-07T10:00:00Z")   begins_a_date("2026-1")   earliest("2026-02-3") == 2026-02-28
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::text {

using Seconds = std::chrono::sys_seconds;  // UTC

// Reads YYYY-MM-DD, and with a time hh:mm or hh:mm:ss after a blank or a T: fraction of zeros, Z or +00:00 allowed.
// Nothing where the text is none of these, or no real date.
std::optional<Seconds> parse_instant(std::string_view text);

// Is `text` the beginning of some date or timestamp? ("", "2026", "2026-1", "2026-11-07 10")
bool begins_a_date(std::string_view text);

// The earliest instant whose text may begin with `text`; of an impossible day (2026-02-30) the month's last, so that no
// later text order is lost. Nothing where the text has no whole year or begins no date.
std::optional<Seconds> earliest(std::string_view text);

std::string date_text(Seconds instant);                        // YYYY-MM-DD
std::string time_text(Seconds instant, char separator = ' ');  // YYYY-MM-DD hh:mm:ss

}  // namespace awscost::text
