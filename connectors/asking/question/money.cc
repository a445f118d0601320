#include "connectors/asking/question/money.h"

#include <cmath>

namespace awscost::asking {

MicroDollars from_dollars(double dollars) {
  return std::llround(dollars * static_cast<double>(kDollar));
}

double to_dollars(MicroDollars micros) {
  return static_cast<double>(micros) / static_cast<double>(kDollar);
}

std::string dollars_text(MicroDollars micros) {
  constexpr std::size_t kCents = 2;
  std::string decimals = std::to_string(kDollar + micros % kDollar).substr(1);
  while (decimals.size() > kCents && decimals.back() == '0') decimals.pop_back();
  return std::to_string(micros / kDollar) + "." + decimals;
}

}  // namespace awscost::asking
