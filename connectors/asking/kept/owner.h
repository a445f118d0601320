// Who holds something in a file that several processes share: a claim, a reservation, an answer in use.
//
// A process that was killed leaves what it held behind. On the same machine the system says that it is gone; of a
// process on another machine, or in another container, only the time tells.
//
// Example:
//
//   bool is_abandoned(const Owner& self, const Holding& holding, text::Seconds now) {
//     return !still_held(self, holding, now);
//   }
#pragma once

#include <cstdint>
#include <string>

#include "sql/text/instant.h"

namespace awscost::kept {

struct Owner {
  std::string name;  // different for each connection
  std::string host;  // equal where process ids can be compared: the machine since it was started, and the container
  std::int64_t pid = 0;
};

// What a row of the file says of its owner.
struct Holding {
  Owner owner;
  text::Seconds until;  // of an owner that cannot be looked for
};

// A connection of this process.
Owner new_owner();

// Whether the owner may still be there. `now`: by the real clock.
bool still_held(const Owner& self, const Holding& holding, text::Seconds now);

}  // namespace awscost::kept
