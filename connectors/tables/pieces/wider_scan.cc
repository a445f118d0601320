#include "connectors/tables/pieces/wider_scan.h"

#include <algorithm>
#include <string>
#include <utility>

namespace awscost::pieces {
namespace {

using sql::GroupKey;
using sql::KeyType;
using sql::Role;

KeyType type_of(const Key& key) {
  if (key.type == "TAG") return KeyType::kTag;
  if (key.type == "COST_CATEGORY") return KeyType::kCostCategory;
  return key.type == "DIMENSION" ? KeyType::kDimension : KeyType::kOther;
}

Role role_of(KeyType type) {
  if (type == KeyType::kTag) return Role::kTag;
  return type == KeyType::kCostCategory ? Role::kCostCategory : Role::kDimension;
}

// A key that the question has not: by its column, where the table has one.
GroupKey other_key(const sql::Table& table, const Key& key) {
  GroupKey group{.type = type_of(key), .name = key.name};
  if (group.type == KeyType::kOther) {
    group.other_type = key.type;
    return group;
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const sql::Column& column = table.columns[i];
    if (column.role != role_of(group.type) || column.wire != key.name) continue;
    group.column = i;
    if (group.type == KeyType::kDimension) group.name = std::string(column.name);
    break;
  }
  return group;
}

std::vector<std::size_t> group_columns(const sql::Table& table) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].role == Role::kGroup) columns.push_back(i);
  }
  return columns;
}

}  // namespace

sql::Scan wider_scan(const sql::Scan& scan, const KnownAnswer& answer) {
  sql::Scan wider = scan;
  // A page may go on after the last period that is complete.
  const std::string& sent_end = answer.asked.sent_end;
  wider.window = sql::Window{answer.kept.description.start, sent_end.empty() ? answer.kept.description.end : sent_end};
  wider.granularity = answer.asked.granularity;
  wider.group_by.keys.clear();
  for (const Key& key : answer.asked.group_by) {
    const auto& asked = scan.group_by.keys;
    const auto own =
        std::find_if(asked.begin(), asked.end(), [&](const GroupKey& one) { return api_key(*scan.table, one) == key; });
    wider.group_by.keys.push_back(own == asked.end() ? other_key(*scan.table, key) : *own);
  }
  return wider;
}

std::vector<std::optional<std::size_t>> groups_shown_by(const sql::Scan& scan, const sql::Scan& wider) {
  std::vector<std::optional<std::size_t>> shown_by(scan.table->columns.size());
  const std::vector<std::size_t> columns = group_columns(*scan.table);
  for (std::size_t n = 0; n < columns.size() && n < scan.group_by.keys.size(); ++n) {
    const Key key = api_key(*scan.table, scan.group_by.keys[n]);
    const auto& keys = wider.group_by.keys;
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const GroupKey& one) { return api_key(*scan.table, one) == key; });
    const auto position = static_cast<std::size_t>(found - keys.begin());
    if (found != keys.end() && position < columns.size()) shown_by[columns[n]] = columns[position];
  }
  return shown_by;
}

}  // namespace awscost::pieces
