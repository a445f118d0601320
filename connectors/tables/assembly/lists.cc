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

sql::Scan scan_of_parents(const Operation& operation, const sql::Scan& scan) {
  const sql::Table& table = operation.parents.list->table;
  sql::Scan parents;
  parents.table = &table;
  parents.selections.resize(table.columns.size());
  parents.ranges.resize(table.columns.size());
  parents.inputs.resize(table.columns.size());
  parents.mentioned.set(sql::find(table, operation.parents.id).value());
  for (const sql::Role role : {sql::Role::kProfile, sql::Role::kRegion}) {
    const auto column = sql::find(table, role);
    const auto own = sql::find(*scan.table, role);
    if (!column || !own) continue;
    if (const auto text = scan.input(*own)) parents.inputs[*column] = std::string(*text);
    const auto several = scan.several.find(*own);
    if (several != scan.several.end()) parents.several[*column] = several->second;
  }
  return parents;
}

Prefetch prefetch_of(const Operation& operation, const sql::Scan& scan) {
  if (operation.price_usd == 0) return Prefetch::kFree;
  return scan.several.empty() || scan.in_turn ? Prefetch::kNone : Prefetch::kPaid;
}

}  // namespace awscost::assembly
