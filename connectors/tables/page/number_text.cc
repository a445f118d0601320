#include "connectors/tables/page/number_text.h"

#include <algorithm>
#include <charconv>
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

}  // namespace

std::optional<double> read_decimal(std::string_view text) {
  double value = 0;
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
