#include "sql/metrics.h"

#include <algorithm>

namespace awscost::sql {
namespace {

bool is_money(const Column* metric) {
  return metric->is_money;
}

std::vector<const Column*> all_metrics(const Table& table) {
  std::vector<const Column*> metrics;
  for (const Column& column : table.columns) {
    if (column.role == Role::kMetric) metrics.push_back(&column);
  }
  return metrics;
}

bool is_mentioned(const Table& table, const ColumnSet& mentioned, std::string_view metric) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (mentioned.test(i) && is_metric_family(column.role) && metric_of(column) == metric) return true;
  }
  return false;
}

}  // namespace

std::vector<const Column*> requested_metrics(const Table& table, const ColumnSet& mentioned) {
  const std::vector<const Column*> metrics = all_metrics(table);
  const auto currency = find(table, Role::kCurrency);
  const bool wants_money = currency && mentioned.test(*currency);
  const bool has_money = std::any_of(metrics.begin(), metrics.end(), [&](const Column* metric) {
    return metric->is_money && is_mentioned(table, mentioned, metric->wire);
  });
  const auto first_money = std::find_if(metrics.begin(), metrics.end(), is_money);
  std::vector<const Column*> requested;
  for (const Column* metric : metrics) {
    const bool stands_in = wants_money && !has_money && metric == *first_money;
    if (stands_in || is_mentioned(table, mentioned, metric->wire)) requested.push_back(metric);
  }
  if (requested.empty() && !metrics.empty()) requested.push_back(metrics.front());
  return requested;
}

}  // namespace awscost::sql
