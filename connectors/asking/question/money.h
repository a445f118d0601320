// US dollars as whole millionths, so that limits are compared exactly: 100 requests of $0.01 are $1.00, not a bit more.
//
//   from_dollars(0.01)       ->  10'000
//   dollars_text(1'012'500)  ->  "1.0125"
//
// Example:
//
//   std::string price_of_two(double price_usd) {
//     return "$" + dollars_text(2 * from_dollars(price_usd));
//   }
#pragma once

#include <cstdint>
#include <string>

namespace awscost::asking {

using MicroDollars = std::int64_t;

constexpr MicroDollars kDollar = 1'000'000;

// To the nearest millionth.
MicroDollars from_dollars(double dollars);
double to_dollars(MicroDollars micros);

// At least two decimals, without further zeros: "1.00", "0.0125". `micros` is not negative.
std::string dollars_text(MicroDollars micros);

}  // namespace awscost::asking
