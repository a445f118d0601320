// Dates and timestamps as text: what SQL, BI tools and the API write, and what may be the beginning of one.
//
// Example:
//
//   Seconds or_now(std::string_view text, Seconds now) {
//     return parse_instant(text).value_or(now);
//   }
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::text {

using Seconds = std::chrono::sys_seconds;  // UTC

// Reads YYYY-MM-DD, or with a time: a blank or a T, then hh:mm or hh:mm:ss, then perhaps a fraction of zeros, Z or
// +00:00. Nothing where the text is none of these, or no real date.
std::optional<Seconds> parse_instant(std::string_view text);

// Whether `text` is a date or timestamp, or the beginning of one that ends with a whole field: "", "2026", "2026-11",
// "2026-11-07 10". Not "2026-11-1": it begins the tenth, and whoever writes it means the first.
bool begins_a_date(std::string_view text);

// What somebody means who writes "2026-11-1", "2026/11/01", "20261101" or "2026-1": "2026-11-01", "2026-01". Nothing
// where the text is no such thing, or no real date.
std::optional<std::string> padded_date(std::string_view text);

// The earliest instant whose text begins with `text`. An impossible day (2026-02-30) gives the last day of its month,
// so that nothing that sorts before it is lost. Nothing where the text has no whole year or begins no date.
std::optional<Seconds> earliest(std::string_view text);

std::string date_text(Seconds instant);                        // YYYY-MM-DD
std::string time_text(Seconds instant, char separator = ' ');  // YYYY-MM-DD hh:mm:ss

}  // namespace awscost::text
