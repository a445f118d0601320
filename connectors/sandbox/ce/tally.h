// Lines added up: the amounts of one group in one bucket, and the unit its usage is in.
//
//   Tally tally;
//   tally.add(line, weight);          tally.present(), tally.amount(Metric::kUnblendedCost), tally.unit(metric,
//   account)
#pragma once

#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

class Tally {
 public:
  // `weight` is not 0: lines without anything in the bucket are not in the group.
  void add(const Line& line, std::int64_t weight);

  bool present() const { return present_; }
  Amount amount(Metric metric) const { return of(amounts_, metric); }
  // USD, the unit that all lines share, or N/A where they differ or there are none.
  std::string_view unit(Metric metric, const Account& account) const;

 private:
  Amounts amounts_{};
  TextId usage_unit_ = 0;
  bool present_ = false;
  bool mixed_ = false;
};

}  // namespace awscost::sandbox
