#include "connectors/tables/assembly/lists.h"

namespace awscost::assembly {

std::optional<std::vector<std::string>> named_parents(const Operation& operation, const sql::Scan& scan) {
  if (operation.parents.list == nullptr) return std::vector<std::string>{""};
  const sql::Selection& selection = scan.selections[sql::find(operation.table, sql::Role::kParent).value()];
  return selection.bound ? std::optional(selection.values) : std::nullopt;
}

std::vector<List> lists_of(const sql::Scan& scan, const std::vector<std::string>& parents) {
  std::vector<List> lists;
  for (std::size_t member = 0; member < sql::count_single(scan); ++member) {
    for (const std::string& parent : parents) lists.push_back({member, parent});
  }
  return lists;
}

namespace {

// Everything of another table, with the profiles and regions of `scan`.
sql::Scan scan_of(const sql::Table& table, const sql::Scan& scan) {
  sql::Scan other;
  other.table = &table;
  other.selections.resize(table.columns.size());
  other.ranges.resize(table.columns.size());
  other.inputs.resize(table.columns.size());
  for (const sql::Role role : {sql::Role::kProfile, sql::Role::kRegion}) {
    const auto column = sql::find(table, role);
    const auto own = sql::find(*scan.table, role);
    if (!column || !own) continue;
    if (const auto text = scan.input(*own)) other.inputs[*column] = std::string(*text);
    const auto several = scan.several.find(*own);
    if (several != scan.several.end()) other.several[*column] = several->second;
  }
  return other;
}

}  // namespace

sql::Scan scan_of_parents(const Operation& operation, const sql::Scan& scan) {
  const sql::Table& table = operation.parents.list->table;
  sql::Scan parents = scan_of(table, scan);
  parents.mentioned.set(sql::find(table, operation.parents.id).value());
  return parents;
}

sql::Scan scan_of_list(const Operation& list, const sql::Scan& scan, std::string_view column, std::string_view text) {
  sql::Scan other = scan_of(list.table, scan);
  other.inputs[sql::find(list.table, column).value()] = std::string(text);
  return other;
}

sql::Scan scan_of_list(const Operation& list, const sql::Scan& scan) {
  sql::Scan other = scan_of(list.table, scan);
  for (std::size_t i = 0; i < list.table.columns.size(); ++i) other.mentioned.set(i);
  return other;
}

Prefetch prefetch_of(const Operation& operation, const sql::Scan& scan) {
  if (scan.takes_turns) return Prefetch::kNone;
  if (operation.price_usd == 0) return Prefetch::kFree;
  return scan.several.empty() || scan.in_turn ? Prefetch::kNone : Prefetch::kPaid;
}

}  // namespace awscost::assembly
