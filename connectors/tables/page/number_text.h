// Numbers as AWS writes them: JSON numbers, and texts that hold one, as Cost Explorer's amounts.
//
// Smithy has three texts more for a double: NaN, Infinity and -Infinity. Whole numbers never go through a double: a
// long must survive to 2^63-1, and AWS may write one as 1.0E3.
//
//   read_real("0.0927335232")   read_whole("1.735689600E9", Fraction::kRefused) == 1735689600
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace awscost::page {

// Nothing where `text` is no decimal number, or none that a double can hold. "inf" and "0x1p3" are none.
std::optional<double> read_decimal(std::string_view text);

// The same, and Smithy's three texts.
std::optional<double> read_real(std::string_view text);

enum class Fraction : std::uint8_t { kRefused, kCut };

// Nothing where `text` is no decimal number, has a fraction that is refused, or does not fit into 64 bits.
std::optional<std::int64_t> read_whole(std::string_view text, Fraction fraction);

}  // namespace awscost::page
