#include "connectors/sandbox/amount.h"

#include <algorithm>
#include <stdexcept>

namespace awscost::sandbox {
namespace {

constexpr Int128 kOne = 10'000'000'000;
constexpr std::size_t kMostWholeDigits = 20;

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument("'" + std::string(text) + "' is not a decimal amount with at most ten decimals");
}

// Takes digits off the front of `rest` and appends them to `units`. Returns their number.
std::size_t read_digits(std::string_view& rest, Int128& units) {
  std::size_t count = 0;
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
    units = units * 10 + (rest.front() - '0');
    rest.remove_prefix(1);
    ++count;
  }
  return count;
}

}  // namespace

Amount Amount::parse(std::string_view text) {
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  if (rest.size() > kMostWholeDigits + 1 + kDecimals) refuse(text);
  Int128 units = 0;
  const std::size_t whole = read_digits(rest, units);
  std::size_t decimals = 0;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    decimals = read_digits(rest, units);
    if (decimals == 0) refuse(text);
  }
  if (!rest.empty() || whole == 0 || decimals > kDecimals) refuse(text);
  for (; decimals < kDecimals; ++decimals) units *= 10;
  return Amount{negative ? -units : units};
}

std::string Amount::text() const {
  if (units == 0) return "0";
  const bool negative = units < 0;
  Int128 rest = negative ? -units : units;
  std::string digits;  // least significant first
  for (int place = 0; rest != 0 || place <= kDecimals; ++place, rest /= 10) {
    if (place == kDecimals) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.find('.')));
  if (digits.front() == '.') digits.erase(0, 1);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Amount product(Amount quantity, Amount rate) {
  return Amount{quantity.units * rate.units / kOne};
}

}  // namespace awscost::sandbox
