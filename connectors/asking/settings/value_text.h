// The text of a setting's value: which texts are valid for each type, and how they are read.
//
//   read_dollars("2.50")  ->  2'500'000
//   right_form(budget)    ->  "US dollars: digits with at most six decimals, as in 2.50"
//
// Example:
//
//   std::string complaint(const Setting& setting, std::string_view text) {
//     return is_valid(setting, text) ? std::string() : "write " + right_form(setting) + ".";
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/asking/settings/setting.h"

namespace awscost::settings {

// Decimal digits only; no setting is negative. Nothing for any other text.
std::optional<std::int64_t> read_integer(std::string_view text);

// Micro-dollars: "1.00" is 1'000'000. At most 9 digits before the point and 6 after it; nothing for any other text.
std::optional<std::int64_t> read_dollars(std::string_view text);

bool is_valid(const Setting& setting, std::string_view text);

// The end of the sentence "budget is 'lots'; write ...".
std::string right_form(const Setting& setting);

}  // namespace awscost::settings
