// Generates the sandbox's initial bill scenarios from its seed: 30, oldest first, so a list has two pages.
//
//   quarter-plan        READY   60 lines: several services, accounts and groups, existing and added usage
//   graviton-move       READY   1,000 lines of AmazonEC2 and 30 of other services
//   empty               READY   no lines
//   locked-plan         LOCKED  3 lines; LOCKED, STALE and FAILED scenarios refuse changes
//   stale-plan          STALE   3 lines
//   failed-plan         FAILED  3 lines, and a failureMessage
//   sandbox-faults      READY   4 lines, the last one in the group `fail-internal` (refusals.h)
//   what-if-01 to -23   READY   0 to 2 lines each
//
// The seed decides ids, accounts, groups and most amounts, but not which scenario has which lines.
//
// Example:
//
//   void add_scenarios(BillScenarios& into, std::chrono::sys_seconds now) {
//     generate_scenarios(into, 7, now);
//   }
#pragma once

#include <chrono>
#include <cstdint>

#include "connectors/sandbox/bcm/bill_scenarios.h"

namespace awscost::sandbox {

void generate_scenarios(BillScenarios& into, std::uint64_t seed, std::chrono::sys_seconds now);

}  // namespace awscost::sandbox
