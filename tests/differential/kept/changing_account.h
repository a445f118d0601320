// A bill over fifteen months that goes on changing until AWS would call it final: what kept answers are checked against.
//
// A line may change, come or go as long as its month ended fewer than 14 days before the clock; after that it stays. So
// whoever follows the rules of finality reads the same from a kept answer as from AWS.
//
// Example:
//
//   std::size_t lines_in(std::uint64_t seed) {
//     return ChangingAccount(seed).world().items.size();
//   }
#pragma once

#include <cstdint>
#include <string>

#include "period.h"
#include "random.h"
#include "world.h"

namespace awscost::differential {

class ChangingAccount {
 public:
  explicit ChangingAccount(std::uint64_t seed);

  const World& world() const { return world_; }
  Seconds now() const { return world_.now; }

  // The clock goes on. Where it goes further than an open answer holds (an hour), open lines change.
  void advance(std::chrono::seconds by, Random& random);

 private:
  bool is_open(const Item& item) const;
  Item line(Random& random) const;

  World world_;
};

}  // namespace awscost::differential
