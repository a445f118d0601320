// Spending as SQL sees it: the tables `awscost_requests` and `awscost_spending`, and the function `awscost_last_cost`.
//
//   SELECT sum(charge_usd) FROM awscost_requests      the cost of this connection so far
//   SELECT sum(charge_usd) FROM awscost_spending      the cost of all programs that share cache_path
//   SELECT awscost_last_cost()                        the cost of the last statement
//
// Example:
//
//   std::size_t columns_of_the_ledger(const Ledger& ledger) {
//     return requests_table(ledger)->table().columns.size();
//   }
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "connectors/asking/question/money.h"
#include "connectors/asking/spend/file_spending.h"
#include "connectors/asking/spend/ledger.h"
#include "sql/function.h"
#include "sql/source.h"

namespace awscost::spend {

// `ledger` outlives the table.
std::unique_ptr<sql::Source> requests_table(const Ledger& ledger);

// What all programs that share a file have spent. `spending` outlives the table.
std::unique_ptr<sql::Source> spending_table(FileSpending& spending);

// `last_statement_cost`: of the last finished statement; nothing before the first one.
std::vector<sql::Function> functions(std::function<std::optional<asking::MicroDollars>()> last_statement_cost);

}  // namespace awscost::spend
