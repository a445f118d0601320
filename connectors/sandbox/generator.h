// The sandbox's own account: an organisation of seven accounts with some thousand resources, made from a seed.
//
// How: every line is a pure function of the seed and of its place in the catalogue, and runs along the calendar, so two
// accounts of one seed agree on every past day, whatever `now` they were made for. `now` only decides which months of
// short-lived resources are worth having: the 14 months that can be asked about.
//
//   Account account = generate_account(1, now);
#pragma once

#include <chrono>
#include <cstdint>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

Account generate_account(std::uint64_t seed, std::chrono::sys_seconds now);

}  // namespace awscost::sandbox
