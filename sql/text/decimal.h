// Exact sums of decimal texts: the amounts of Cost Explorer, added without rounding.
//
// A number becomes a 128-bit count of 10^-18 units, and counts are added with an overflow check. What does not fit
// (more than 19 digits, finer than 10^-18, an overflowing sum) goes to an integer of any length beside it. The two meet
// only when the sum is printed.
//
// Example:
//
//   std::string three_tenths() {
//     DecimalSum sum;
//     sum.add("0.1");
//     sum.add("2e-1");
//     return sum.text();
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace awscost::text {

// Digits may stand this far before and after the decimal point. Money and usage need 30; the bound keeps a text like
// "1e999999999" from filling the memory.
constexpr int kMostDecimalPlaces = 1000;

class DecimalSum {
 public:
  DecimalSum();
  ~DecimalSum();
  DecimalSum(DecimalSum&&) noexcept;
  DecimalSum& operator=(DecimalSum&&) noexcept;

  // Takes an optional sign, digits with or without a point, and an optional exponent: "-12", "0.0927335232", "1E-7".
  // Throws std::invalid_argument, naming the text, for anything else and for digits beyond kMostDecimalPlaces; the sum
  // is then unchanged.
  void add(std::string_view text);
  void add(std::int64_t number);

  // Canonical: no exponent, no trailing zeros, no "-0". The sum of nothing is "0".
  std::string text() const;

 private:
  struct Wide;

  __extension__ using Int128 = __int128;
  void add_units(Int128 units);
  Wide& wide();

  Int128 units_ = 0;            // of 10^-18
  std::unique_ptr<Wide> wide_;  // what does not fit into units; null until there is something
};

}  // namespace awscost::text
