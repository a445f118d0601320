#include "sql/cures.h"

#include <algorithm>

namespace awscost::sql::cure {
namespace {

std::string start(const Table& table) {
  return std::string(table.name) + ": ";
}

std::string name_of(const Table& table, std::size_t column) {
  return std::string(table.columns[column].name);
}

// Whether FROM table(value) binds this column. A named table takes no arguments.
bool is_first_argument(const Table& table, std::size_t column) {
  const auto hidden = [](const Column& other) { return other.hidden; };
  const auto first = std::find_if(table.columns.begin(), table.columns.end(), hidden);
  return !table.named && static_cast<std::size_t>(first - table.columns.begin()) == column;
}

// The first of a list of literals; any other example as it is.
std::string first_example(const Column& column) {
  const std::string_view example = column.example;
  const auto end = example.find("', '");
  if (!example.starts_with('\'') || end == std::string_view::npos) return std::string(example);
  return std::string(example.substr(0, end + 1));
}

// The example's list; of a long one, the first value.
std::string short_list(const Column& column) {
  constexpr std::size_t kLong = 40;
  return column.example.size() > kLong ? first_example(column) : std::string(column.example);
}

// awscost_dimension('RECORD_TYPE', 'Credit', 'Refund')
std::string builder(const Column& column) {
  const std::string values = short_list(column);
  const std::string wire(column.wire);
  if (column.role == Role::kTag) return "awscost_tag('" + wire + "', " + values + ")";
  if (column.role == Role::kCostCategory) return "awscost_cost_category('" + wire + "', " + values + ")";
  if (column.role == Role::kTagValue) return "awscost_tag('team', " + values + ")";
  if (column.role == Role::kCostCategoryValue) return "awscost_cost_category('Unit', " + values + ")";
  return "awscost_dimension('" + wire + "', " + values + ")";
}

std::string key_text(const GroupKey& key) {
  switch (key.type) {
    case KeyType::kDimension:
      return key.name;
    case KeyType::kTag:
      return "tag:" + key.name;
    case KeyType::kCostCategory:
      return "cost_category:" + key.name;
    case KeyType::kOther:
      return key.other_type + ":" + key.name;
  }
  return {};
}

// FROM ce_cost_and_usage_with_resources('resource_id, service'): the present keys stay where there is room. A named
// table takes no arguments: its group_by is bound in WHERE, or stands in its CREATE VIRTUAL TABLE.
std::string from_clause(const Table& table, const GroupBy& group_by, std::size_t column) {
  std::string keys;
  if (group_by.keys.size() < table.most_keys) {
    for (const GroupKey& key : group_by.keys) keys += key_text(key) + ", ";
  }
  keys = "'" + keys + name_of(table, column) + "'";
  if (!table.named) return "FROM " + std::string(table.name) + "(" + keys + ")";
  const auto input = find(table, Role::kGroupBy);
  const bool fixed = input && table.columns[*input].fixed;
  return fixed ? "CREATE VIRTUAL TABLE ... USING ...(group_by = " + keys + ")" : "WHERE group_by = " + keys;
}

// tag_value without a tag in group_by, or with two of them.
std::string no_single_tag(const Table& table, const GroupBy& group_by, std::size_t column) {
  const bool tag = table.columns[column].role == Role::kTagValue;
  const KeyType type = tag ? KeyType::kTag : KeyType::kCostCategory;
  const auto count =
      std::count_if(group_by.keys.begin(), group_by.keys.end(), [&](const GroupKey& key) { return key.type == type; });
  const std::string name = name_of(table, column);
  if (count > 1) {
    return start(table) + name + " cannot say which of the keys of group_by it shows; read group_1 and group_2.";
  }
  const std::string key = tag ? "tag:team" : "cost_category:Unit";
  return start(table) + name + " is the value of the one " + (tag ? "tag" : "cost category") +
         " in group_by, and there is none. Write " +
         (table.named ? "WHERE group_by = '" : "FROM " + std::string(table.name) + "('") + key +
         (table.named ? "'" : "')") + " to get one row per value, or WHERE filter = " + builder(table.columns[column]) +
         " to keep some.";
}

}  // namespace

std::string unbound_dimension(const Table& table, const GroupBy& group_by, std::size_t column) {
  const Column& dimension = table.columns[column];
  if (is_named_by_group_by(dimension.role)) return no_single_tag(table, group_by, column);
  const std::string name(dimension.name);
  const std::string some = short_list(dimension);
  const std::string in_list = some == first_example(dimension) ? "" : " or " + name + " IN (" + some + ")";
  // The likely cure stands first, and the message is short: some drivers cut it at 500 characters.
  return start(table) + name +
         " is not in group_by, so each row adds up all its values and has none to show or compare." + " Write " +
         from_clause(table, group_by, column) + " for one row per value; WHERE " + name + " = " +
         first_example(dimension) + in_list + " to keep some; WHERE filter = awscost_not(" + builder(dimension) +
         ") for <> and NOT IN; filter = awscost_any(..., ...) for OR; in a LEFT JOIN, ON instead of WHERE.";
}

std::string needs_key(const Table& table, const GroupBy& group_by, std::size_t column) {
  const std::string_view key = table.columns[column].needs_key;
  return start(table) + name_of(table, column) + " comes only with the key " + std::string(key) +
         ", which is not in group_by. Write " + from_clause(table, group_by, find(table, key).value()) + ".";
}

std::string several_values(const Table& table, const GroupBy& group_by, std::size_t column) {
  const std::string name = name_of(table, column);
  return start(table) + name +
         " is bound to several values, which each row adds up, so it has no single value to show." + " Write " +
         from_clause(table, group_by, column) + " for one row per value.";
}

std::string merged_branches(const Table& table, std::size_t column) {
  const std::string name = name_of(table, column);
  return start(table) +
         "this statement merges several scans (OR between conditions, RIGHT or FULL JOIN, or rowid), and " + name +
         " chooses what each scan adds up, so their rows cannot be told apart. Write the OR as WHERE filter = "
         "awscost_any(" +
         builder(table.columns[column]) + ", ...), or put " + name + " into group_by.";
}

std::string merged_timestamps(const Table& table) {
  return start(table) +
         "this statement merges several scans (OR between conditions, RIGHT or FULL JOIN, or rowid), so SQLite "
         "compares "
         "the period with the timestamp as text. Write the date: " +
         name_of(table, find(table, Role::kPeriodStart).value()) + " >= '2026-11-01'.";
}

std::string unbound_input(const Table& table, std::size_t column) {
  const Column& input = table.columns[column];
  const std::string name(input.name);
  const std::string example = input.example.empty() ? "'...'" : first_example(input);
  const bool date = input.role == Role::kStartDate || input.role == Role::kEndDate;
  const auto period = find(table, Role::kPeriodStart);
  const std::string equality = is_asked_together(input.role) ? "= or IN" : "=";
  return start(table) + name + " is an input, which decides which rows exist: bind it by " + equality +
         ", outside OR, without COLLATE or a function around it (in a LEFT JOIN: in the ON clause of its table). "
         "Unbound, it has no value to show. Write WHERE " +
         name + " = " + example +
         (date && period ? " (for a range write WHERE " + name_of(table, *period) + " >= " + example + ")." : ".");
}

std::string missing_input(const Table& table, std::size_t column) {
  const Column& input = table.columns[column];
  const std::string name(input.name);
  const std::string example = first_example(input);
  const std::string condition = "WHERE " + name + " = " + example + ".";
  return start(table) + name + " is missing. " + std::string(input.doc) + " Write " +
         (is_first_argument(table, column) ? "FROM " + std::string(table.name) + "(" + example + "), or " + condition
                                           : condition);
}

std::string wrong_type(const Table& table, std::size_t column, const Value& value) {
  const Column& target = table.columns[column];
  const std::string name(target.name);
  std::string sentence = start(table) + name + " is text and is compared with " + literal(value) +
                         ", and how that compares depends on how the number is written. ";
  if (target.digits > 0) {
    const std::string form = "%0" + std::to_string(target.digits) + "d";
    return sentence + "Write " + name + " = " + first_example(target) + ", or " + name + " = printf('" + form +
           "', id) for an id kept as a number (leading zeros count).";
  }
  if (is_period(target.role)) return sentence + "Write " + name + " >= '2026-11-01'.";
  return sentence + "Write " + name + " = " + (target.example.empty() ? "'...'" : first_example(target)) +
         ", or CAST(... AS TEXT).";
}

std::string too_many_conditions(const Table& table, std::size_t column) {
  const Column& target = table.columns[column];
  const std::string name(target.name);
  if (!is_dimension(target.role)) {
    return start(table) + "the condition on " + name +
           " stands behind too many others: SQLite hands over 16 conditions, and 32 with IN. Write fewer conditions, "
           "and" +
           " this one first.";
  }
  return start(table) + "the condition on " + name + " stands behind too many others: SQLite hands over 16" +
         " conditions, and 32 with IN. Write it as WHERE filter = " + builder(target) + ".";
}

std::string group_by_in(const Table& table) {
  const Column& input = table.columns[find(table, Role::kGroupBy).value()];
  return start(table) +
         "group_by IN (...) would add up the same cost at two grains. Write group_by = " + first_example(input) +
         "; for both grains, join two such scans with UNION ALL.";
}

std::string condition_on_window(const Table& table, std::size_t column) {
  const std::string name(table.columns[column].name);
  return std::string(table.name) + ": " + name +
         " is an end of the window that each row is about, and a condition on it does not move the window: write " +
         "start_date = '2026-10-01' AND end_date = '2026-11-01', the day after the last one.";
}

std::string no_granularity(const Table& table, std::string_view text) {
  const Column& column = table.columns[find(table, Role::kGranularity).value()];
  return std::string(table.name) + ": granularity is " + literal(std::string(text)) + "; write one of " +
         std::string(column.example) + ", in capitals.";
}

std::string cut_month(const Table& table, const Window& part) {
  return std::string(table.name) +
         ": AWS has only a part of that month, and this table has whole months alone; for the part write start_date = "
         "'" +
         part.start + "' AND end_date = '" + part.end + "'.";
}

}  // namespace awscost::sql::cure
