#include "connectors/tables/catalog/description.h"

namespace awscost::catalog {

std::string_view kind(sql::Role role) {
  if (sql::is_input(role)) return "input";
  if (sql::is_dimension(role)) return "dimension";
  switch (role) {
    case sql::Role::kMetric:
      return "metric";
    case sql::Role::kMetricUnit:
    case sql::Role::kMetricExact:
      return "companion";
    case sql::Role::kParent:
      return "parent";
    case sql::Role::kWriteOnly:
      return "write-only";
    default:
      return "result";
  }
}

std::string_view written_by(sql::Write write) {
  switch (write) {
    case sql::Write::kNever:
      return {};
    case sql::Write::kInsert:
      return "INSERT";
    case sql::Write::kInsertAndUpdate:
      return "INSERT, UPDATE";
  }
  return {};
}

std::string_view access(const sql::Table& table) {
  return table.writable ? "read, write" : "read";
}

std::string required(const sql::Table& table) {
  std::string text;
  for (const sql::Column& column : table.columns) {
    if (column.required) text += (text.empty() ? "" : ", ") + std::string(column.name);
  }
  if (!table.required_filter.empty())
    text += (text.empty() ? "" : ", ") + std::string("a filter, such as ") + std::string(table.filter_example);
  return text;
}

std::string default_window(const sql::History& history) {
  if (history.empty()) return {};
  const std::string through = history.through_yesterday ? " through yesterday" : " through today";
  const std::string months = std::to_string(history.months) + " months";
  std::string text = "the " + std::to_string(history.days) + " days";
  if (history.months > 0)
    text = history.from_first_of_month ? "from the first of the month " + months + " ago" : "the " + months;
  text += through;
  if (history.hourly_days > 0) text += "; of hours, the " + std::to_string(history.hourly_days) + " days" + through;
  return text + (history.whole_periods ? ", whole periods only" : "");
}

std::string iam_actions(const Entry& entry) {
  if (entry.operation == nullptr) return {};
  std::string text(entry.operation->iam_action);
  if (!entry.operation->iam_writes.empty()) text += ", " + std::string(entry.operation->iam_writes);
  const Operation* list = entry.operation->parents.list;
  if (list != nullptr && list->iam_action != entry.operation->iam_action) text += ", " + std::string(list->iam_action);
  return text;
}

std::string_view service(const Entry& entry) {
  return entry.operation == nullptr ? std::string_view() : entry.table->service;
}

}  // namespace awscost::catalog
