#include "connectors/tables/page/number_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

#include "sql/text/digits.h"

namespace awscost::page {
namespace {

// digits * 10^scale
struct Decimal {
  bool negative = false;
  std::string digits;  // without leading zeros; empty: zero
  std::int64_t scale = 0;
};

std::optional<int> take_exponent(std::string_view& text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);  // from_chars takes no plus
  int exponent = 0;
  const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return exponent;
}

std::optional<Decimal> read(std::string_view text) {
  Decimal number;
  number.negative = text.starts_with('-');
  if (number.negative) text.remove_prefix(1);
  number.digits = text::take_digits(text);
  if (number.digits.empty()) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::string_view fraction = text::take_digits(text);
    if (fraction.empty()) return std::nullopt;
    number.digits += fraction;
    number.scale = -static_cast<std::int64_t>(fraction.size());
  }
  const std::optional<int> exponent = take_exponent(text);
  if (!exponent) return std::nullopt;
  number.scale += *exponent;
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  return number;
}

// Moves the point to the end of the digits. False where that would drop a refused fraction or exceed 64 bits.
bool make_whole(Decimal& number, Fraction fraction) {
  if (number.digits.empty()) return true;
  const auto count = static_cast<std::int64_t>(number.digits.size());
  if (number.scale > 0) {
    if (count + number.scale > std::numeric_limits<std::int64_t>::digits10 + 1) return false;
    number.digits.append(static_cast<std::size_t>(number.scale), '0');
    return true;
  }
  const std::size_t whole = count + number.scale > 0 ? static_cast<std::size_t>(count + number.scale) : 0;
  if (fraction == Fraction::kRefused && number.digits.find_first_not_of('0', whole) != std::string::npos) return false;
  number.digits.resize(whole);
  return true;
}

// Powers of ten that are doubles exactly.
constexpr std::array kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Digits, and the number that they make.
struct Digits {
  const char* end;
  std::uint64_t number;
};

// Goes on with the digits from `at` on; eight at once where there are so many, because each multiplication waits for the one
// before.
inline Digits more_digits(const char* at, const char* end, std::uint64_t number) {
  constexpr std::ptrdiff_t kAtOnce = 8;
  constexpr std::uint64_t kHundredMillions = 100'000'000;
  while (std::endian::native == std::endian::little && end - at >= kAtOnce) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, kAtOnce);
    eight ^= 0x3030303030303030;  // '0' to '9' are 0 to 9 then, and nothing else is
    if ((((eight + 0x0606060606060606) | eight) & 0xF0F0F0F0F0F0F0F0) != 0) break;
    eight = eight * 10 + (eight >> 8);  // each second byte: a number of two digits
    eight = ((eight & 0x000000FF000000FF) * 0x000F424000000064 +
             ((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >>
            32;
    number = number * kHundredMillions + eight;
    at += kAtOnce;
  }
  for (; at != end && text::is_digit(*at); ++at) number = number * 10 + static_cast<std::uint64_t>(*at - '0');
  return {at, number};
}

// "1.2345678901", faster than std::from_chars, with the same bits. Digits and the power of ten are doubles exactly, so that
// dividing them rounds once, to the nearest (W. D. Clinger, 1990). False where they are not, and for other forms.
bool read_short_decimal(std::string_view text, double& value) {
  static_assert(std::numeric_limits<double>::is_iec559);
  constexpr std::size_t kLongest = 18;  // whose digits fit into 64 bits
  constexpr std::uint64_t kMostExact = std::uint64_t{1} << std::numeric_limits<double>::digits;
  if (text.empty() || text.size() > kLongest || FLT_EVAL_METHOD != 0 || !text::is_digit(text.front())) return false;
  const char* const end = text.data() + text.size();
  Digits digits = more_digits(text.data(), end, 0);
  std::ptrdiff_t fraction = 0;
  if (digits.end != end) {
    fraction = end - digits.end - 1;
    if (*digits.end != '.' || fraction == 0) return false;
    digits = more_digits(digits.end + 1, end, digits.number);
  }
  if (digits.end != end || digits.number > kMostExact) return false;
  value = static_cast<double>(digits.number) / kPowers[static_cast<std::size_t>(fraction)];
  return true;
}

}  // namespace

std::optional<double> read_decimal(std::string_view text) {
  double value = 0;
  if (read_short_decimal(text, value)) return value;
  const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), value);
  // from_chars also takes "inf" and "nan"; a decimal ends in a digit.
  const bool decimal = !text.empty() && text::is_digit(text.back());
  if (!decimal || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> read_real(std::string_view text) {
  using Limits = std::numeric_limits<double>;
  if (text == "NaN") return Limits::quiet_NaN();
  if (text == "Infinity") return Limits::infinity();
  if (text == "-Infinity") return -Limits::infinity();
  return read_decimal(text);
}

std::optional<std::int64_t> read_whole(std::string_view text, Fraction fraction) {
  std::int64_t value = 0;
  const std::from_chars_result plain = std::from_chars(text.data(), text.data() + text.size(), value);
  if (plain.ec == std::errc() && plain.ptr == text.data() + text.size()) return value;
  std::optional<Decimal> number = read(text);
  if (!number || !make_whole(*number, fraction)) return std::nullopt;
  if (number->digits.empty()) return 0;
  const std::string digits = (number->negative ? "-" : "") + number->digits;
  const std::from_chars_result whole = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (whole.ec != std::errc()) return std::nullopt;
  return value;
}

}  // namespace awscost::page
