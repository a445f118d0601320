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
constexpr std::array kPowers = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Up to sixteen characters as one number, the first one in the lowest byte.
__extension__ using Characters = unsigned __int128;

constexpr std::size_t kMostCharacters = sizeof(Characters);
constexpr std::uint64_t kEachByte = 0x0101010101010101;

template <class Word>
Word word_at(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Reads nothing beyond the text: its last eight or four characters overlap the first ones.
inline Characters characters_of(std::string_view text) {
  constexpr std::size_t kEight = 8;
  constexpr std::size_t kFour = 4;
  const char* const first = text.data();
  const std::size_t size = text.size();
  if (size > kEight) {
    const std::uint64_t last = word_at<std::uint64_t>(first + size - kEight) >> (8 * (kMostCharacters - size));
    return Characters{last} << 64 | word_at<std::uint64_t>(first);
  }
  if (size >= kFour) {
    const std::uint64_t last = word_at<std::uint32_t>(first + size - kFour);
    return word_at<std::uint32_t>(first) | last << (8 * (size - kFour));
  }
  std::uint64_t few = 0;
  for (std::size_t i = 0; i < size; ++i) few |= std::uint64_t{static_cast<unsigned char>(first[i])} << (8 * i);
  return few;
}

// How many bytes are below the first one that is zero; 8: none is.
inline int bytes_before_zero(std::uint64_t word) {
  constexpr std::uint64_t kLow = 0x7F * kEachByte;
  return std::countr_zero(~(((word & kLow) + kLow) | word | kLow)) / 8;
}

// Eight digits, the highest in the lowest byte, as '0' to '9' without their '0'.
inline bool are_digits(std::uint64_t eight) {
  return (((eight + 0x06 * kEachByte) | eight) & (0xF0 * kEachByte)) == 0;
}
inline std::uint64_t number_of(std::uint64_t eight) {
  eight = eight * 10 + (eight >> 8);  // each second byte: a number of two digits
  return ((eight & 0x000000FF000000FF) * 0x000F424000000064 +
          ((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >>
         32;
}

// "1.2345678901", faster than std::from_chars, with the same bits. Its digits, at most fifteen, and the power of ten are
// doubles exactly, so that dividing them rounds once, to the nearest (W. D. Clinger, 1990). All digits are read at once: a
// loop over them ends where the processor does not expect it. False for other forms.
bool read_short_decimal(std::string_view text, double& value) {
  static_assert(std::numeric_limits<double>::is_iec559);
  constexpr std::uint64_t kHundredMillions = 100'000'000;
  const std::size_t size = text.size();
  if (size == 0 || size > kMostCharacters || FLT_EVAL_METHOD != 0 || std::endian::native != std::endian::little) {
    return false;
  }
  constexpr std::uint64_t kEightZeros = '0' * kEachByte;
  constexpr Characters kZeros = Characters{kEightZeros} << 64 | Characters{kEightZeros};
  Characters digits = characters_of(text) ^ kZeros;
  constexpr std::uint64_t kPoints = ('.' ^ '0') * kEachByte;
  std::size_t whole = bytes_before_zero(static_cast<std::uint64_t>(digits) ^ kPoints);
  if (whole == 8) whole += bytes_before_zero(static_cast<std::uint64_t>(digits >> 64) ^ kPoints);
  const bool has_point = whole < kMostCharacters;
  const std::size_t count = has_point ? size - 1 : size;
  if (whole == 0 || whole == count || count == kMostCharacters) return false;
  if (has_point) {
    const Characters before_point = (Characters{1} << (8 * whole)) - 1;
    digits = (digits & before_point) | ((digits >> 8) & ~before_point);
  }
  digits <<= 8 * (kMostCharacters - count);  // zeros go before them, and what is not of the text goes
  const auto high = static_cast<std::uint64_t>(digits);
  const auto low = static_cast<std::uint64_t>(digits >> 64);
  if (!are_digits(high) || !are_digits(low)) return false;
  const std::uint64_t number = number_of(high) * kHundredMillions + number_of(low);
  value = static_cast<double>(number) / kPowers[has_point ? count - whole : 0];
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
