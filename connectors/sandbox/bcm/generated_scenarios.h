// The bill scenarios a sandbox begins with, made from its seed: 30 of them, oldest first, so that a list has two pages.
//
//   quarter-plan     READY   60 lines: several services, accounts and groups, used before and added
//   graviton-move    READY   1,000 lines of AmazonEC2 and 30 of other services
//   empty            READY   no lines
//   locked-plan      LOCKED  3 lines; like those of the next two, they cannot be changed
//   stale-plan       STALE   3 lines
//   failed-plan      FAILED  3 lines, and a failureMessage
//   sandbox-faults   READY   4 lines, the last one in the group `fail-internal` (refusals.h)
//   what-if-01 … 23  READY   0 to 2 lines each
//
// Which scenario has which lines does not depend on the seed; ids, accounts, groups and most amounts do.
#pragma once

#include <chrono>
#include <cstdint>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

void generate_scenarios(BillScenarios& into, std::uint64_t seed, std::chrono::sys_seconds now);

}  // namespace awscost::sandbox
