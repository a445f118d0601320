#include "sql/covering.h"

#include <algorithm>

#include "sql/bounds.h"

namespace awscost::sql {
namespace {

// Each text is preceded by its length, so that two lists of texts never look alike.
void add(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

void add(std::string& key, const Selection& selection) {
  key += selection.absent ? 'N' : 'V';
  for (const std::string& value : selection.values) add(key, value);
}

void add(std::string& key, const Range& range) {
  for (const auto& bound : {range.after, range.before}) {
    add(key, bound ? std::to_string(bound->time_since_epoch().count()) : std::string());
  }
  for (const auto& bound : {range.lowest, range.highest}) add(key, bound ? literal(*bound) : std::string());
}

bool same(const Selection& one, const Selection& other) {
  return one.bound == other.bound && one.absent == other.absent && one.values == other.values;
}

bool same(const Range& one, const Range& other) {
  return one.after == other.after && one.before == other.before && one.lowest == other.lowest &&
         one.highest == other.highest;
}

// What AWS means by the empty text no key tells: it stands for a missing tag in a filter, and for nothing in a row.
bool is_one_value(const Selection& selection) {
  return selection.bound && !selection.absent && selection.values.size() == 1 && !selection.values.front().empty();
}

// A JSON object about the row's keys would tell of one key more.
bool tells_of_keys(const Scan& scan) {
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const Column& column = scan.table->columns[i];
    if (scan.mentioned.test(i) && column.role == Role::kResult &&
        column.wire.find("[Value]") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// The slice as a key; nothing where AWS does not group by it.
std::optional<GroupKey> key_of(const Scan& scan, std::size_t slice) {
  const Column& column = scan.table->columns[slice];
  if (column.only_filters) return std::nullopt;
  switch (column.role) {
    case Role::kDimension:
      return GroupKey{.type = KeyType::kDimension, .name = std::string(column.name), .column = slice};
    case Role::kTag:
      return GroupKey{.type = KeyType::kTag, .name = std::string(column.wire), .column = slice};
    case Role::kCostCategory:
      return GroupKey{.type = KeyType::kCostCategory, .name = std::string(column.wire), .column = slice};
    default:
      return std::nullopt;
  }
}

bool free_slice(Scan& scan, std::size_t slice) {
  const auto key = key_of(scan, slice);
  const bool room = find(*scan.table, Role::kGroupBy) && scan.group_by.keys.size() < scan.table->most_keys;
  if (!key || !room || !is_one_value(scan.selections[slice]) || tells_of_keys(scan)) return false;
  scan.group_by.keys.push_back(*key);
  scan.selections[slice] = {};
  return true;
}

bool free_column(Scan& scan, std::size_t column) {
  if (scan.table->columns[column].role == Role::kParent && !scan.foreign_parents) return false;
  if (is_dimension(scan.table->columns[column].role) && !scan.is_key(column)) return free_slice(scan, column);
  scan.selections[column] = {};
  scan.ranges[column] = {};
  return true;
}

// Rows about the whole window belong to that window alone.
bool free_window(Scan& scan, const ColumnSet& varying) {
  if (!find(*scan.table, Role::kPeriodStart)) return false;
  std::vector<PeriodCondition> constant;
  for (std::size_t i = 0; i < scan.conditions.size(); ++i) {
    if (!varying.test(i)) constant.push_back(std::move(scan.conditions[i]));
  }
  scan.conditions = std::move(constant);
  const auto window = window_of(scan);
  if (!window) return false;
  scan.window = window;
  return true;
}

// A key that the wide scan has and the narrow one has not is a slice of the narrow one, bound to one value.
bool covers_keys(const Scan& wide, const Scan& narrow) {
  const auto& keys = wide.group_by.keys;
  const auto& asked = narrow.group_by.keys;
  if (keys.size() < asked.size() || !std::equal(asked.begin(), asked.end(), keys.begin())) return false;
  return std::all_of(keys.begin() + static_cast<std::ptrdiff_t>(asked.size()), keys.end(),
                     [&](const GroupKey& key) { return key.column && is_one_value(narrow.selections[*key.column]); });
}

bool covers_column(const Scan& wide, const Scan& narrow, std::size_t column) {
  const Selection& of_wide = wide.selections[column];
  if (!same(wide.ranges[column], narrow.ranges[column]) && wide.ranges[column].bound()) return false;
  if (same(of_wide, narrow.selections[column])) return true;
  if (of_wide.bound) return false;
  const Role role = wide.table->columns[column].role;
  if (role == Role::kParent) return narrow.foreign_parents;
  return !is_dimension(role) || wide.is_key(column);
}

}  // namespace

Variation variation(const Scan& one, const Scan& other) {
  Variation differs;
  for (std::size_t i = 0; i < one.selections.size(); ++i) {
    differs.columns.set(i, !same(one.selections[i], other.selections[i]) || !same(one.ranges[i], other.ranges[i]));
  }
  const std::size_t conditions = std::max(one.conditions.size(), other.conditions.size());
  const bool comparable = one.conditions.size() == other.conditions.size();
  for (std::size_t i = 0; i < conditions; ++i) {
    differs.conditions.set(i, !comparable || !(one.conditions[i] == other.conditions[i]));
  }
  differs.window = differs.conditions.any() || one.window != other.window;
  return differs;
}

Variation both(const Variation& one, const Variation& other) {
  return {.columns = one.columns | other.columns,
          .window = one.window || other.window,
          .conditions = one.conditions | other.conditions};
}

Variation periods_at_run_time(const Scan& scan) {
  Variation periods;
  for (std::size_t i = 0; i < scan.conditions.size(); ++i) {
    const PeriodCondition& condition = scan.conditions[i];
    const auto column = find(*scan.table, condition.column);
    const bool equal = condition.op == Operator::kEq || condition.op == Operator::kIs;
    periods.conditions.set(i, equal && column && scan.at_run_time.test(*column));
  }
  periods.window = periods.conditions.any();
  return periods;
}

std::string fixed_part(const Scan& scan) {
  std::string key = scan.mentioned.to_string();
  for (const auto& input : scan.inputs) {
    key += input ? 'I' : '-';
    if (input) add(key, *input);
  }
  for (const auto& [column, values] : scan.several) {
    key += std::to_string(column) + (scan.in_turn ? 'T' : 'S');
    for (const std::string& value : values) add(key, value);
  }
  return key;
}

std::string bound_part(const Scan& scan, const Variation& without) {
  std::string key;
  for (std::size_t i = 0; i < scan.selections.size(); ++i) {
    if (without.columns.test(i) || (!scan.selections[i].bound && !scan.ranges[i].bound())) continue;
    key += std::to_string(i);
    add(key, scan.selections[i]);
    add(key, scan.ranges[i]);
  }
  if (without.window) {
    // The wider window follows from the conditions that do not vary.
    for (std::size_t i = 0; i < scan.conditions.size(); ++i) {
      if (without.conditions.test(i)) continue;
      key += 'C' + std::to_string(i);
      for (const std::string& text : scan.conditions[i].texts) add(key, text);
    }
  } else if (scan.window) {
    key += 'W';
    add(key, scan.window->start);
    add(key, scan.window->end);
  }
  return key;
}

std::string shape_of(const Scan& scan) {
  std::string shape;
  for (std::size_t i = 0; i < scan.selections.size(); ++i) {
    if (scan.selections[i].bound || scan.ranges[i].bound()) shape += std::to_string(i) + ',';
  }
  for (const PeriodCondition& condition : scan.conditions) {
    shape += condition.column == Role::kPeriodStart ? 's' : 'e';
    shape += std::to_string(static_cast<int>(condition.op));
  }
  return shape;
}

std::optional<Wider> widened(const Scan& scan, const Variation& variation) {
  Wider wider{.scan = scan, .without = {}};
  for (std::size_t i = 0; i < scan.selections.size(); ++i) {
    if (variation.columns.test(i) && free_column(wider.scan, i)) wider.without.columns.set(i);
  }
  if (variation.window && free_window(wider.scan, variation.conditions)) {
    wider.without.window = true;
    wider.without.conditions = variation.conditions;
  }
  if (wider.without.empty()) return std::nullopt;
  return wider;
}

bool covers_window(const Scan& wide, const Scan& narrow) {
  if (wide.window == narrow.window) return true;
  if (!wide.window || !narrow.window || !find(*wide.table, Role::kPeriodStart)) return false;
  // Texts of one form, or one that is the beginning of the other: their order is that of time.
  return wide.window->start <= narrow.window->start && narrow.window->end <= wide.window->end;
}

bool covers(const Scan& wide, const Scan& narrow) {
  return covers_window(wide, narrow) && covers_but_for_window(wide, narrow);
}

bool covers_but_for_window(const Scan& wide, const Scan& narrow) {
  if (!covers_keys(wide, narrow)) return false;
  for (std::size_t i = 0; i < wide.selections.size(); ++i) {
    if (!covers_column(wide, narrow, i)) return false;
  }
  return true;
}

}  // namespace awscost::sql
