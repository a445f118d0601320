// Random questions about one account, drawn so that many can be answered from what others brought: few keys, few windows.
//
// Example:
//
//   std::string first_question(Random& random, Seconds now) {
//     return draw_kept_question(random, Theme(random), now).sql;
//   }
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "period.h"
#include "random.h"

namespace awscost::differential {

struct KeptQuestion {
  std::string sql;
  bool is_broken_off = false;  // a LIMIT ends it: which rows come is not compared
};

// The keys that most questions about an account are about.
class Theme {
 public:
  explicit Theme(Random& random);

  const std::vector<std::size_t>& keys() const { return keys_; }

 private:
  std::vector<std::size_t> keys_;
};

KeptQuestion draw_kept_question(Random& random, const Theme& theme, Seconds now);

}  // namespace awscost::differential
