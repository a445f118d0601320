#include "sql/cures.h"

#include <algorithm>
#include <vector>

#include "sql/cure_parts.h"
#include "sql/text/nearest.h"
#include "sql/text/words.h"

namespace awscost::sql::cure {
namespace {

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

// A value of an input that AWS takes today: a fixed date may be older than what it keeps.
std::string value_of_input(const Column& input) {
  if (input.role == Role::kStartDate) return "date('now', '-7 days')";
  if (input.role == Role::kEndDate) return "date('now')";
  return input.example.empty() ? "'...'" : first_example(input);
}

// sort_order = 'DESCENDING' AND sort_by = 'NetSavings'
std::string binding_of(const Table& table, const Column& input) {
  std::string binding = std::string(input.name) + " = " + value_of_input(input);
  if (input.beside.empty()) return binding;
  return binding + " AND " + binding_of(table, table.columns[find(table, input.beside).value()]);
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

std::string in_words(std::size_t count) {
  return count == 1 ? "one" : count == 2 ? "two" : std::to_string(count);
}

// "group_by has two keys, the most that AWS takes: "
std::string no_more_keys(const Table& table) {
  return "group_by has " + in_words(table.most_keys) + " keys, the most that AWS takes: ";
}

// The keys of the present group_by and this one: 'resource_id, service'.
std::string keys_with(const Table& table, const GroupBy& group_by, std::size_t column) {
  std::string keys;
  for (const GroupKey& key : group_by.keys) keys += key_text(key) + ", ";
  return "'" + keys + name_of(table, column) + "'";
}

// FROM ce_cost_and_usage_with_resources('resource_id, service'). A named table takes no arguments: its group_by is
// bound in WHERE, or stands in its CREATE VIRTUAL TABLE.
std::string from_clause(const Table& table, const std::string& keys) {
  if (!table.named) return "FROM " + std::string(table.name) + "(" + keys + ")";
  const auto input = find(table, Role::kGroupBy);
  const bool fixed = input && table.columns[*input].fixed;
  return fixed ? "CREATE VIRTUAL TABLE ... (group_by = " + keys + ")" : "WHERE group_by = " + keys;
}

// SELECT value FROM ce_dimension_values('service') WHERE value LIKE '%...%'; empty where no table lists the values.
std::string list_of_values(const Table& table, const Column& dimension) {
  const bool tag = dimension.role == Role::kTag;
  const bool category = dimension.role == Role::kCostCategory;
  const std::string_view list = tag        ? table.values.tags
                                : category ? table.values.cost_categories
                                           : table.values.dimensions;
  if (list.empty()) return {};
  const std::string key(tag || category ? dimension.wire : dimension.name);
  // A filter by a text for no value, such as NoRegion, may find nothing (docs/decisions, 13).
  const char* none = tag || category ? "" : " AND value NOT GLOB 'No[A-Z]*'";
  return "SELECT value FROM " + std::string(list) + "('" + key + "') WHERE value LIKE '%...%'" + none;
}

// The condition that keeps some values of a slice, for how the statement uses it.
std::string condition(const Table& table, const Column& dimension, Use use) {
  const std::string name(dimension.name);
  const std::string list = list_of_values(table, dimension);
  if (use == Use::kPattern && !list.empty()) return "WHERE " + name + " IN (" + list + ")";
  if (use == Use::kInequality) return "WHERE filter = awscost_not(" + builder(dimension) + ")";
  return "WHERE " + name + " = " + first_example(dimension);
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

std::string unbound_dimension(const Table& table, const GroupBy& group_by, std::size_t column, Use use) {
  const Column& dimension = table.columns[column];
  if (is_named_by_group_by(dimension.role)) return no_single_tag(table, group_by, column);
  const std::string name(dimension.name);
  const std::string wrong = start(table) + name + " is not in group_by, so a row has no single " + name + ".";
  const std::string some = condition(table, dimension, use);
  const char* which = use == Use::kPattern ? "those" : use == Use::kInequality ? "all others" : "one";
  if (dimension.only_filters) {
    return start(table) + name + " only filters: AWS does not group by it, so a row has no single " + name +
           " (it is not in group_by). Write " + some + " to keep " + which + more("slices") + ".";
  }
  if (group_by.keys.size() >= table.most_keys) {
    return wrong + " " + no_more_keys(table) + "write " + some + " to keep " + which + more("slices") + ".";
  }
  return wrong + " Write " + from_clause(table, keys_with(table, group_by, column)) + " for one row per value, or " +
         some + " to keep " + which + more("slices") + ".";
}

std::string reads_null(const Table& table, std::size_t column) {
  const std::string name = name_of(table, column);
  return start(table) + name + " reads NULL: it is not in group_by, so a row has no single " + name + ". Write " +
         condition(table, table.columns[column], Use::kValue) + " to keep one.";
}

std::string needs_key(const Table& table, const GroupBy& group_by, std::size_t column) {
  const std::string_view key = table.columns[column].needs_key;
  const std::size_t key_column = find(table, key).value();
  const std::string wrong = start(table) + name_of(table, column) + " comes only with the key " + std::string(key) +
                            ", which is not in group_by. ";
  if (group_by.keys.size() < table.most_keys) {
    return wrong + "Write " + from_clause(table, keys_with(table, group_by, key_column)) + ".";
  }
  return wrong + no_more_keys(table) + "write " +
         from_clause(table, keys_with(table, {.keys = {group_by.keys.front()}}, key_column)) + " instead.";
}

std::string several_values(const Table& table, const GroupBy& group_by, std::size_t column) {
  const std::string name = name_of(table, column);
  const std::string wrong = start(table) + name + " is bound to several values, which each row adds up. ";
  const Column& slice = table.columns[column];
  if (!slice.only_filters && group_by.keys.size() < table.most_keys) {
    return wrong + "Write " + from_clause(table, keys_with(table, group_by, column)) + " for one row per value" +
           more("slices") + ".";
  }
  return wrong + (slice.only_filters ? "AWS does not group by it: " : no_more_keys(table)) +
         "leave the column out, or bind one value, WHERE " + name + " = " + first_example(slice) + more("slices") + ".";
}

std::string asked_singly(const Table& table, const GroupBy& group_by, const ColumnSet& varied, std::size_t asked) {
  if (asked < 2) return {};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (!varied.test(i) || !is_dimension(column.role) || is_named_by_group_by(column.role)) continue;
    const std::string name(column.name);
    return " It is number " + std::to_string(asked) + " of a loop that asks once for each value of " + name +
           ". As a set it is one request: " + name + " IN (SELECT ...)" +
           (group_by.has(i) ? "." : ", which adds up what the values cost" + more("joins") + ".");
  }
  return {};
}

std::string merged_branches(const Table& table, std::size_t column) {
  const std::string name = name_of(table, column);
  // Any other dimension shows the form of an OR.
  const auto other = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) {
    return each.role == Role::kDimension && each.name != table.columns[column].name;
  });
  const std::string second = other == table.columns.end() ? builder(table.columns[column]) : builder(*other);
  return start(table) + "this statement merges several scans (OR, RIGHT or FULL JOIN), and " + name +
         " chooses what each adds up, so their rows cannot be told apart. Write the OR as WHERE filter = awscost_any(" +
         builder(table.columns[column]) + ", " + second + "), or make " + name + " a key" + more("or") + ".";
}

std::string unbound_input(const Table& table, std::size_t column) {
  const Column& input = table.columns[column];
  const std::string name(input.name);
  const std::string example = value_of_input(input);
  const std::string binding = binding_of(table, input);
  const std::string equality = is_asked_together(input.role) ? "`=` or IN" : "`=`";
  const auto period = find(table, Role::kPeriodStart);
  std::string cure =
      " Write WHERE " + binding + ", or ON ... AND " + binding + " where the table is joined by LEFT JOIN";
  if (input.role == Role::kGroupBy && !table.named) {
    cure = " Write FROM " + std::string(table.name) + "(" + example + "), the keys in single quotes";
  } else if ((input.role == Role::kStartDate || input.role == Role::kEndDate) && period) {
    cure = " Write WHERE " + name + " = " + example + ", or for a range WHERE " + name_of(table, *period) +
           " >= " + example;
  }
  return start(table) + name + " decides which rows exist, and nothing here binds it by " + equality + "." + cure +
         more("inputs") + ".";
}

std::string null_input(const Table& table, std::size_t column) {
  const Column& input = table.columns[column];
  const std::string name(input.name);
  return start(table) + name + " is NULL, which equals nothing, so there would be no rows. " +
         (input.required ? "Write " : "Leave it out, or write ") + binding_of(table, input) + ".";
}

std::string alone(const Table& table, std::size_t column, std::size_t other) {
  const Column& needed = table.columns[other];
  return start(table) + "AWS takes " + name_of(table, column) + " only with " + std::string(needed.name) +
         ". Write AND " + std::string(needed.name) + " = " + value_of_input(needed) + " beside it.";
}

std::string match(const Table& table, std::size_t column) {
  const Column& target = table.columns[column];
  const std::string name(target.name);
  const std::string wrong = start(table) + "no table here has a full-text index, so there is no " + name + " MATCH. ";
  if (!is_dimension(target.role) || is_named_by_group_by(target.role))
    return wrong + "Write " + name + " LIKE '%...%'.";
  return wrong + "Write " + condition(table, target, Use::kPattern) + ".";
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

std::string unknown_key(const Table& table, std::string_view key) {
  const std::string name = text::lower(key);
  const std::string wrong = start(table) + "the group_by key '" + std::string(key) + "' is unknown";
  if (name == table.foreign_key.key && !name.empty()) {
    return wrong + " here; write " + std::string(table.foreign_key.from) + ".";
  }
  return wrong + "; did you mean '" + std::string(text::nearest(name, key_names(table))) +
         "', or 'tag:" + std::string(key) + "'? SELECT awscost_help('keys') lists the keys there are.";
}

std::string too_many_keys(const Table& table, const GroupBy& group_by, const std::string& text) {
  std::string kept;
  for (std::size_t i = 0; i < table.most_keys; ++i) kept += (i == 0 ? "" : ", ") + key_text(group_by.keys[i]);
  const GroupKey& left = group_by.keys[table.most_keys];
  const std::string wrong = start(table) + "group_by = " + literal(text) + " names " +
                            std::to_string(group_by.keys.size()) + " keys and AWS groups by at most " +
                            in_words(table.most_keys) + ". Write " + from_clause(table, "'" + kept + "'");
  if (!left.column || table.named) return wrong + more("keys") + ".";
  const Column& slice = table.columns[*left.column];
  return wrong + " WHERE " + std::string(slice.name) + " = " + first_example(slice) + more("keys") + ".";
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
  if (is_period(target.role)) return number_for_a_period(table, column, value);
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

}  // namespace awscost::sql::cure
