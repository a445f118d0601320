// Exact sums of decimal texts: what Cost Explorer answers with, added without ever rounding.
//
// How: a number becomes a 128-bit count of 10^-18 units, and such counts are added with an overflow check. What does
// not fit (more than 19 digits, finer than 10^-18, an overflowing sum) goes to an integer of any length beside it; the
// two meet only when the sum is printed.
//
//   DecimalSum sum;
//   sum.add("0.1"); sum.add("2e-1"); sum.add(std::int64_t{7});
//   sum.text() == "7.3"
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

  // Adds an optional sign, digits with or without a point, and an optional exponent: "-12", "0.0927335232", "1E-7".
  // Throws std::invalid_argument, naming the text, where it is anything else or has digits beyond kMostDecimalPlaces;
  // the sum is then what it was.
  void add(std::string_view text);
  void add(std::int64_t number);

  // Canonical: no exponent, no trailing zeros, no "-0". Of nothing: "0".
  std::string text() const;

 private:
  struct Wide;

  __extension__ using Int128 = __int128;
  void add_units(Int128 units);
  Wide& wide();

  Int128 units_ = 0;            // of 10^-18
  std::unique_ptr<Wide> wide_;  // what did not fit; null until something does not
};

}  // namespace awscost::text
