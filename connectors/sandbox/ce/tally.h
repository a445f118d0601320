// The sum of one group in one bucket: its amounts and the unit of its usage.
//
// Example:
//
//   Amount cost_of(const Line& line, std::int64_t weight) {
//     Tally tally;
//     tally.add(line, weight);
//     return tally.amount(Metric::kUnblendedCost);
//   }
#pragma once

#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

// Fees, credits and taxes have none.
bool has_usage(const Line& line);

class Tally {
 public:
  // `weight` must not be 0: a line without cost or usage in the bucket does not make a group present.
  void add(const Line& line, std::int64_t weight);

  bool present() const { return present_; }
  Amount amount(Metric metric) const { return of(amounts_, metric); }
  // "USD" for a cost. For usage, the unit of all lines, or "N/A" if they differ or none has usage.
  std::string_view unit(Metric metric, const Account& account) const;

 private:
  Amounts amounts_{};
  TextId usage_unit_ = 0;
  bool present_ = false;
  bool mixed_ = false;
};

}  // namespace awscost::sandbox
