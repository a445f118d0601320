#include "connectors/tables/assembly/narrowings.h"

#include <string_view>
#include <utility>

namespace awscost::assembly {
namespace {

// A UNION has two or three branches; a fifth value is most likely a loop. For a paid list, two narrowed requests cost
// more than the whole list.
constexpr std::size_t kMostFree = 4;
constexpr std::size_t kMostPaid = 1;

bool narrows(const sql::Column& column) {
  return !column.narrows.empty();
}

void add(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

// Empty where nothing narrows.
std::string narrowing_of(const sql::Scan& scan) {
  std::string key;
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!narrows(columns[i])) continue;
    const sql::Range& range = scan.ranges[i];
    if (!scan.selections[i].bound && !range.bound()) continue;
    add(key, columns[i].name);
    for (const std::string& value : scan.selections[i].values) add(key, value);
    for (const auto& bound : {range.after, range.before}) {
      add(key, bound ? std::to_string(bound->time_since_epoch().count()) : std::string());
    }
    for (const auto& bound : {range.lowest, range.highest}) add(key, bound ? sql::literal(*bound) : std::string());
  }
  return key;
}

}  // namespace

bool Narrowings::are_too_many_with(const Operation& operation, const sql::Scan& scan) {
  std::string narrowing = narrowing_of(scan);
  if (narrowing.empty() || asked_.contains(narrowing)) return false;
  if (asked_.size() == (operation.price_usd > 0 ? kMostPaid : kMostFree)) return true;
  asked_.insert(std::move(narrowing));
  return false;
}

bool is_narrowed(const sql::Scan& scan) {
  return !narrowing_of(scan).empty();
}

sql::Scan whole(sql::Scan scan) {
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!narrows(columns[i])) continue;
    scan.selections[i] = {};
    scan.ranges[i] = {};
  }
  return scan;
}

}  // namespace awscost::assembly
