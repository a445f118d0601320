// Gives a scan the next values of a loop, without making it anew.
//
// A join asks for each outer row with the same plan. Where only texts change that one `=` each compares with a column, or
// the day that `=` compares with period_start, the rest of the scan stays as it is.
//
// Example:
//
//   bool is_about_another_day(Scan& scan, const Plan& plan, std::string_view before, std::string_view text) {
//     Rebinding changed;
//     return rebind(scan, plan, 0, before, text, changed) && changed.window;
//   }
#pragma once

#include <cstddef>
#include <string_view>

#include "sql/plan.h"
#include "sql/scan.h"

namespace awscost::sql {

// What is different.
struct Rebinding {
  ColumnSet columns;    // selections of one value each
  bool window = false;  // and the only condition on a period: a day
};

// Replaces the text `before` of plan.arguments[argument] and adds to `changed` what that changes. False where the scan has to be made
// anew; it is then of no more use. Whether the window lies inside the history is not looked at.
bool rebind(Scan& scan, const Plan& plan, std::size_t argument, std::string_view before, std::string_view text,
            Rebinding& changed);

}  // namespace awscost::sql
