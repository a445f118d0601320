// Random questions about one account, drawn so that many can be answered from what others brought: few keys, few windows.
//
// Example:
//
//   std::string first_question(Random& random, Seconds now) {
//     return draw_kept_question(random, now).sql;
//   }
#pragma once

#include <string>

#include "period.h"
#include "random.h"

namespace awscost::differential {

struct KeptQuestion {
  std::string sql;
  bool is_broken_off = false;  // a LIMIT ends it: which rows come is not compared
};

KeptQuestion draw_kept_question(Random& random, Seconds now);

}  // namespace awscost::differential
