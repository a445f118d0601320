// An exact amount of money or usage: fixed point with ten decimals, as many as Cost Explorer prints.
//
// How: a 128-bit count of 10^-10. Sums are exact in any order. Multiples of 2^-10 are whole counts, too.
//
// Example:
//
//   std::string exact_sum() {
//     return (Amount::parse("0.1") + Amount::parse("0.2")).text();  // "0.3"
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::sandbox {

__extension__ typedef __int128 Int128;

struct Amount {
  static constexpr int kDecimals = 10;

  Int128 units = 0;  // of 10^-10

  // "-12.50". Throws std::invalid_argument unless `text` is a decimal number with at most ten decimals.
  static Amount parse(std::string_view text);

  // In AWS's form: no exponent, no trailing zeros, "0" for zero.
  std::string text() const;

  Amount& operator+=(Amount other) {
    units += other.units;
    return *this;
  }
  friend Amount operator+(Amount left, Amount right) { return left += right; }
  friend Amount operator-(Amount value) { return Amount{-value.units}; }
  friend Amount operator*(Amount value, Int128 times) { return Amount{value.units * times}; }
  friend bool operator==(Amount left, Amount right) { return left.units == right.units; }
  friend bool operator<(Amount left, Amount right) { return left.units < right.units; }
};

// A quantity times a rate, rounded down to ten decimals.
Amount product(Amount quantity, Amount rate);

}  // namespace awscost::sandbox
