// Spending as SQL sees it: the table `awscost_requests` and the function `awscost_last_cost`.
//
//   SELECT sum(charge_usd) FROM awscost_requests      what this connection has spent
//   SELECT awscost_last_cost()                        what the last statement has cost
#pragma once

#include <memory>
#include <vector>

#include "connectors/asking/spend/meter.h"
#include "sql/function.h"
#include "sql/source.h"

namespace awscost::spend {

// Both refer to the meter (its ledger), which outlives them.
std::unique_ptr<sql::Source> requests_table(const Ledger& ledger);
std::vector<sql::Function> functions(const Meter& meter);

}  // namespace awscost::spend
