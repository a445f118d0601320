// Numbers as AWS writes them: JSON numbers, and texts that hold one, such as Cost Explorer's amounts.
//
// Smithy has three more texts for a double: NaN, Infinity and -Infinity. Whole numbers never go through a double,
// because a long must survive up to 2^63-1, and AWS may write one as 1.0E3.
//
//   read_real("0.0927335232")                            ->   0.0927335232
//   read_whole("1.735689600E9", Fraction::kRefused)      ->   1735689600
//
// Example:
//
//   double or_zero(std::string_view sent) {
//     return read_real(sent).value_or(0);
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace awscost::page {

// Nothing where `text` is no decimal number ("inf", "0x1p3"), or one outside the range of a double.
std::optional<double> read_decimal(std::string_view text);

// Also reads Smithy's three texts.
std::optional<double> read_real(std::string_view text);

enum class Fraction : std::uint8_t { kRefused, kCut };

// Nothing where `text` is no decimal number, does not fit into 64 bits, or has a fraction that is refused.
std::optional<std::int64_t> read_whole(std::string_view text, Fraction fraction);

}  // namespace awscost::page
