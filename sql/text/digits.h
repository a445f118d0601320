// ASCII digits, whatever the locale: the parts of numbers and dates.
//
//   take_digits(text = "12.5")  ->  "12", and text is ".5"
//
// Example:
//
//   static_assert(is_digit('7') && !is_digit('x'));
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace awscost::text {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Cuts the digits off that `text` begins with; there may be none.
constexpr std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

}  // namespace awscost::text
