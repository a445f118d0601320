#include "sql/text/decimal.h"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "sql/text/digits.h"

namespace awscost::text {
namespace {

using Integer = boost::multiprecision::cpp_int;
__extension__ using Int128 = __int128;

constexpr int kUnitPlaces = 18;      // the fast path counts in 10^-18
constexpr int kMostFastDigits = 19;  // any 19 digits fit a std::uint64_t

// 10^0 to 10^19: times 19 digits, the largest product is below 2^127.
constexpr auto kPowersOf10 = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// A number as it is written: sign * digits * 10^exponent, the digits in two pieces around the point.
struct Written {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::int64_t exponent = 0;
};

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_sign(std::string_view& text) {
  if (take(text, '-')) return true;
  take(text, '+');
  return false;
}

// What follows the `e`. An exponent too large for the type becomes one that is out of range, which add() refuses unless
// all digits are zero.
std::optional<std::int64_t> read_exponent(std::string_view text) {
  const bool negative = take_sign(text);
  const std::string_view digits = take_digits(text);
  if (digits.empty() || !text.empty()) return std::nullopt;
  constexpr std::int64_t kBeyond = std::int64_t{1} << 40;
  std::int64_t exponent = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (read.ec != std::errc()) exponent = kBeyond;
  exponent = std::min(exponent, kBeyond);
  return negative ? -exponent : exponent;
}

std::optional<Written> read(std::string_view text) {
  Written written;
  written.negative = take_sign(text);
  written.whole = take_digits(text);
  if (take(text, '.')) written.fraction = take_digits(text);
  if (written.whole.empty() && written.fraction.empty()) return std::nullopt;
  if (take(text, 'e') || take(text, 'E')) {
    const auto exponent = read_exponent(text);
    if (!exponent) return std::nullopt;
    written.exponent = *exponent;
  } else if (!text.empty()) {
    return std::nullopt;
  }
  return written;
}

// The digits without zeros at either end, and the power of ten of the last one. No digits: zero.
struct Significant {
  std::string digits;
  std::int64_t exponent = 0;
};

Significant significant(const Written& written) {
  Significant out{std::string(written.whole) + std::string(written.fraction), written.exponent};
  out.exponent -= static_cast<std::int64_t>(written.fraction.size());
  const auto last = out.digits.find_last_not_of('0');
  if (last == std::string::npos) return {};
  out.exponent += static_cast<std::int64_t>(out.digits.size() - last - 1);
  out.digits.resize(last + 1);
  out.digits.erase(0, out.digits.find_first_not_of('0'));
  return out;
}

// The number in units of 10^-18; nothing where it needs a long integer.
std::optional<Int128> in_units(const Written& written) {
  const std::size_t fraction = written.fraction.size();
  if (written.whole.size() + fraction > kMostFastDigits) return std::nullopt;
  const std::int64_t shift = kUnitPlaces + written.exponent - static_cast<std::int64_t>(fraction);
  if (shift < 0 || shift >= static_cast<std::int64_t>(kPowersOf10.size())) return std::nullopt;
  std::uint64_t digits = 0;
  for (const char c : written.whole) digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  for (const char c : written.fraction) digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  const Int128 units = static_cast<Int128>(digits) * kPowersOf10[static_cast<std::size_t>(shift)];
  return written.negative ? -units : units;
}

// For messages: quoted, without control characters, and cut at a character's end where it is long.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string out(text.substr(0, kLongest));
  if (text.size() > kLongest) {
    while (!out.empty() && (static_cast<unsigned char>(text[out.size()]) & 0xC0) == 0x80) out.pop_back();
    out += "...";
  }
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return "'" + out + "'";
}

std::invalid_argument malformed(std::string_view text) {
  return std::invalid_argument(
      shown(text) +
      " is not a decimal number; pass texts such as '0.0927335232', '-12' or '1.5E-7', from a column that ends in "
      "_exact.");
}

std::invalid_argument out_of_range(std::string_view text) {
  const std::string places = std::to_string(kMostDecimalPlaces);
  return std::invalid_argument(shown(text) + " has digits more than " + places +
                               " places before or after the decimal point; leave such numbers out of the sum.");
}

Integer power_of_10(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

// `digits` * 10^-places as canonical text.
std::string with_point(std::string digits, int places, bool negative) {
  const auto width = static_cast<std::size_t>(places) + 1;
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  if (places > 0) {
    digits.insert(digits.size() - static_cast<std::size_t>(places), 1, '.');
    digits.resize(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return negative && digits != "0" ? "-" + digits : digits;
}

std::string unsigned_digits(Int128 number) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(number < 0 ? -(number % 10) : number % 10));
    number /= 10;
  } while (number != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

// A number of any length: coefficient * 10^-places.
struct DecimalSum::Wide {
  Integer coefficient = 0;
  int places = 0;

  void add(Integer number, int number_places) {
    if (number_places > places) {
      coefficient *= power_of_10(number_places - places);
      places = number_places;
    } else if (number_places < places) {
      number *= power_of_10(places - number_places);
    }
    coefficient += number;
  }

  void add_units(Int128 units) {
    Integer number(unsigned_digits(units));
    if (units < 0) number = -number;
    add(std::move(number), kUnitPlaces);
  }
};

DecimalSum::DecimalSum() = default;
DecimalSum::~DecimalSum() = default;
DecimalSum::DecimalSum(DecimalSum&&) noexcept = default;
DecimalSum& DecimalSum::operator=(DecimalSum&&) noexcept = default;

DecimalSum::Wide& DecimalSum::wide() {
  if (!wide_) wide_ = std::make_unique<Wide>();
  return *wide_;
}

void DecimalSum::add_units(Int128 units) {
  Int128 sum = 0;
  if (!__builtin_add_overflow(units_, units, &sum)) {
    units_ = sum;
    return;
  }
  wide().add_units(units_);
  units_ = units;
}

void DecimalSum::add(std::int64_t number) {
  add_units(static_cast<Int128>(number) * static_cast<std::int64_t>(kPowersOf10[kUnitPlaces]));
}

void DecimalSum::add(std::string_view text) {
  const auto written = read(text);
  if (!written) throw malformed(text);
  if (const auto units = in_units(*written)) return add_units(*units);
  Significant number = significant(*written);
  if (number.digits.empty()) return;
  const std::int64_t first = number.exponent + static_cast<std::int64_t>(number.digits.size());
  if (number.exponent < -kMostDecimalPlaces || first > kMostDecimalPlaces) throw out_of_range(text);
  const auto exponent = static_cast<int>(number.exponent);
  if (exponent > 0) number.digits.append(static_cast<std::size_t>(exponent), '0');
  Integer coefficient(number.digits);
  if (written->negative) coefficient = -coefficient;
  wide().add(std::move(coefficient), exponent < 0 ? -exponent : 0);
}

std::string DecimalSum::text() const {
  if (!wide_) return with_point(unsigned_digits(units_), kUnitPlaces, units_ < 0);
  Wide sum = *wide_;
  sum.add_units(units_);
  const bool negative = sum.coefficient < 0;
  return with_point(Integer(boost::multiprecision::abs(sum.coefficient)).str(), sum.places, negative);
}

}  // namespace awscost::text
