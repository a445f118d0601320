// Generates the sandbox's account from a seed: an organisation of seven accounts with thousands of resources.
//
// How: every line is a function of the seed and its position in the catalogue. Accounts of one seed therefore agree on
// every past day, whatever `now` was. `now` only selects the 14 months for which short-lived resources are generated.
//
// Example:
//
//   Account account(std::chrono::sys_seconds now) {
//     return generate_account(1, now);
//   }
#pragma once

#include <chrono>
#include <cstdint>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

Account generate_account(std::uint64_t seed, std::chrono::sys_seconds now);

}  // namespace awscost::sandbox
