// The text of a setting's value: what is right for each type, and what it means.
//
// A reader gives nothing where the text is not of its form; right_form says what would be.
//
//   is_valid(budget, "2.50")   read_dollars("2.50") == 2'500'000
//   right_form(budget) == "US dollars: digits with at most six decimals, as in 2.50"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/asking/settings/setting.h"

namespace awscost::settings {

// Decimal digits only, no sign: every number among the settings counts something.
std::optional<std::int64_t> read_integer(std::string_view text);

// Micro-dollars: "1.00" is 1'000'000. At most 9 digits before the point and 6 after it.
std::optional<std::int64_t> read_dollars(std::string_view text);

bool is_valid(const Setting& setting, std::string_view text);

// The end of the sentence "budget is 'lots'; write …".
std::string right_form(const Setting& setting);

}  // namespace awscost::settings
