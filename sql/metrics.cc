#include "sql/metrics.h"

#include <algorithm>

namespace awscost::sql {
namespace {

bool is_mentioned(const Table& table, const ColumnSet& mentioned, std::string_view metric) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (mentioned.test(i) && is_metric_family(column.role) && metric_of(column) == metric) return true;
  }
  return false;
}

}  // namespace

bool is_cost(std::string_view metric) {
  return metric.ends_with("Cost");
}

std::vector<std::string_view> requested_metrics(const Table& table, const ColumnSet& mentioned) {
  std::vector<std::string_view> requested;
  std::string_view first;
  for (const Column& column : table.columns) {
    if (column.role != Role::kMetric) continue;
    if (first.empty()) first = column.wire;
    if (is_mentioned(table, mentioned, column.wire)) requested.push_back(column.wire);
  }
  const auto currency = find(table, Role::kCurrency);
  const bool wants_cost = currency && mentioned.test(*currency);
  const bool has_cost = std::any_of(requested.begin(), requested.end(), is_cost);
  if (!first.empty() && (requested.empty() || (wants_cost && !has_cost))) requested.insert(requested.begin(), first);
  return requested;
}

}  // namespace awscost::sql
