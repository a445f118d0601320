// Words as people write them in arguments: white space around them and ASCII case do not count, whatever the locale.
//
//   trimmed("  Service ")         -> "Service"
//   lower("Service")              -> "service"
//   comma_separated(" a, b,, ")   -> "a", "b", "", ""
//   unquoted("'it''s'")           -> "it's"
//   with_full_stop("It failed")   -> "It failed."
//
// Example:
//
//   bool is_daily(std::string_view word) {
//     return lower(trimmed(word)) == "daily";
//   }
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace awscost::text {

std::string_view trimmed(std::string_view text);
std::string lower(std::string_view text);

// The words between the commas, trimmed, empty ones included. Of an empty text: one empty word.
std::vector<std::string_view> comma_separated(std::string_view text);

// The text inside single or double quotes, doubled quotes undoubled; a bare word as it is.
std::string unquoted(std::string_view text);

// A sentence of somebody else, to be continued: blanks and one full stop go from its end; an ellipsis stays.
std::string without_full_stop(std::string_view sentence);

// The sentence with the one stop that ends it. An ellipsis ends a sentence too.
std::string with_full_stop(std::string_view sentence);

}  // namespace awscost::text
