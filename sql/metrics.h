// Which metrics a scan requests: those the statement mentions, by the metric itself or by a companion of it.
//
//   mentioned: usage_quantity, currency   ->   {"UnblendedCost", "UsageQuantity"}   (a currency is a cost's)
#pragma once

#include <string_view>
#include <vector>

#include "sql/offer.h"
#include "sql/table.h"

namespace awscost::sql {

// The metrics of money are the ones whose name ends so; usage is measured in hours, gigabytes, requests.
bool is_cost(std::string_view metric);

// The API's names, in declared order; empty only where the table has no metrics. UnblendedCost stands in when nothing
// is mentioned (the API wants one) and when only the currency is, since usage has none.
std::vector<std::string_view> requested_metrics(const Table& table, const ColumnSet& mentioned);

}  // namespace awscost::sql
