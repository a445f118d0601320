// Which metrics a scan requests: those the statement mentions, by the metric itself or by a companion of it.
//
//   mentioned: usage_quantity, currency   ->   UnblendedCost, UsageQuantity   (a currency is the unit of money)
//
// Example:
//
//   bool asks_for_money(const Table& table, const ColumnSet& mentioned) {
//     const std::vector<const Column*> metrics = requested_metrics(table, mentioned);
//     return !metrics.empty() && metrics.front()->is_money;
//   }
#pragma once

#include <vector>

#include "sql/offer.h"
#include "sql/table.h"

namespace awscost::sql {

// The metric columns, in declared order; empty only where the table has no metrics. The API wants at least one: where
// none is mentioned, the first is requested. A currency that is mentioned without any money requests the first money.
std::vector<const Column*> requested_metrics(const Table& table, const ColumnSet& mentioned);

}  // namespace awscost::sql
