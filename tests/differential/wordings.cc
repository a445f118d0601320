// The kinds of promised errors, and the words that identify their messages.
#include <string>
#include <vector>

#include "contract.h"

namespace awscost::differential {
namespace {

struct Wording {
  Error error;
  const char* name;
  std::vector<const char*> parts;
};
const std::vector<Wording>& wordings() {
  static const std::vector<Wording> all = {
      {kUnboundDimension,
       "unbound dimension",
       {"is not in group_by", "is the value of the one", "cannot say which of the keys"}},
      {kSeveralValues, "several values", {"is bound to several values"}},
      {kMergedBranches, "merged branches", {"this statement merges several scans"}},
      {kUnboundInput, "unbound input", {"decides which rows exist"}},
      {kWrongType, "wrong type", {"is text and is compared with"}},
      {kTooManyConditions, "too many conditions", {"stands behind too many others"}},
      {kGroupByIn, "group_by IN", {"would add up the same cost at two grains"}},
      {kNoDate, "no date", {"begins no date", "which is no date"}},
      {kNoSolution, "no query solution", {"no query solution"}},
      {kRefusedByAws,
       "refused by AWS",
       {"is too old for hourly", "beyond the past 14 months", "should be grouped by or filtered by RESOURCE_ID",
        "Hourly timePeriod is not supported"}},
      {kNeedsFilter, "needs a filter", {"needs a filter"}},
      {kNoneInSlice, "no value in a slice", {"is AWS's text for costs without"}},
      {kBehindHistory, "before the history", {"which no condition changes"}},
      {kForeignTimestamp, "another table's timestamp", {"where it reads this table first"}},
      {kNeedsDates, "needs dates", {"a whole month is longer than"}}};
  return all;
}

}  // namespace

Errors kind_of(const std::string& message) {
  Errors kinds = 0;
  for (const Wording& wording : wordings()) {
    for (const char* part : wording.parts) {
      if (message.find(part) != std::string::npos) kinds |= wording.error;
    }
  }
  return kinds;
}

std::string names(Errors errors) {
  std::string out;
  for (const Wording& wording : wordings()) {
    if ((errors & wording.error) != 0) out += (out.empty() ? "" : ", ") + std::string(wording.name);
  }
  return out.empty() ? "none" : out;
}

}  // namespace awscost::differential
