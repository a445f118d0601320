#include "sql/cures.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sql/text/instant.h"
#include "sql/text/nearest.h"
#include "sql/text/words.h"

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

// The sign of a comparison; of IN and IS, too, that of one value.
std::string_view sign(Operator op) {
  switch (op) {
    case Operator::kLt:
      return "<";
    case Operator::kLe:
      return "<=";
    case Operator::kGt:
      return ">";
    case Operator::kGe:
      return ">=";
    default:
      return "=";
  }
}

std::string in_words(std::size_t count) {
  return count == 1 ? "one" : count == 2 ? "two" : std::to_string(count);
}

// "group_by has two keys, the most that AWS takes: "
std::string no_more_keys(const Table& table) {
  return "group_by has " + in_words(table.most_keys) + " keys, the most that AWS takes: ";
}

// Puts the topic's call behind a sentence.
std::string more(std::string_view topic) {
  return " (SELECT awscost_help('" + std::string(topic) + "'))";
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

namespace {

// CAST('2026-11-01' AS DATE) is the number 2026 to SQLite, and programs keep instants as seconds or milliseconds.
std::string number_for_a_period(const std::string& name, const Value& value) {
  constexpr std::int64_t kLastYear = 9999;
  constexpr std::int64_t kSeconds = 100'000'000;           // 1973
  constexpr std::int64_t kMilliseconds = 100'000'000'000;  // 1973
  const std::string wrong = name + " is text and is compared with " + literal(value) + ". ";
  const auto* number = std::get_if<std::int64_t>(&value);
  const std::string text = number == nullptr ? std::string() : std::to_string(*number);
  if (number != nullptr && *number >= 1000 && *number <= kLastYear) {
    return wrong + "SQLite's CAST(... AS DATE) makes such a number of a date. Write date(...) in place of CAST, or " +
           name + " >= '" + text + "-01-01'.";
  }
  if (const auto date = text::padded_date(text)) return wrong + "Write " + name + " >= '" + *date + "'.";
  if (number != nullptr && *number >= kMilliseconds) {
    return wrong + "Write " + name + " >= date(" + text + " / 1000, 'unixepoch').";
  }
  if (number != nullptr && *number >= kSeconds) return wrong + "Write " + name + " >= date(" + text + ", 'unixepoch').";
  return wrong + "Write " + name + " >= '2026-11-01'.";
}

// What somebody means who writes '2026-11-1', '{d ''2026-11-01''}' or 'now'; empty where it cannot be guessed.
std::string meant_by(const std::string& written) {
  if (const auto date = text::padded_date(written)) return literal(*date);
  const std::string word = text::lower(written);
  if (word == "now" || word == "today") return "date('now')";
  if (word == "yesterday") return "date('now', '-1 day')";
  const auto quote = written.find('\'');
  constexpr std::size_t kDate = 10;
  if (!written.starts_with('{') || quote == std::string::npos) return {};  // ODBC's {d '2026-11-01'}
  const std::string inside = written.substr(quote + 1, kDate);
  return text::parse_instant(inside) ? literal(inside) : std::string();
}

}  // namespace

std::string no_date(const Table& table, std::size_t column, const std::string& text) {
  const std::string name = name_of(table, column);
  const std::string wrong = start(table) + name + " is compared with " + literal(text) + ", which begins no date";
  const std::string meant = meant_by(text);
  if (!meant.empty()) return wrong + "; write " + meant + more("periods") + ".";
  return wrong + "; write 'YYYY-MM-DD'" +
         (!find(table, Role::kGranularity) ? "." : ", or 'YYYY-MM-DD HH:MM:SS' for hours.");
}

std::string behind_history(const Table& table, std::size_t column, const std::string& bound, const Behind& behind) {
  const std::string period = name_of(table, find(table, Role::kPeriodStart).value());
  const std::string wrong = start(table) + name_of(table, column) + " is compared with " + literal(bound) +
                            ", and the table's history begins with " + behind.history +
                            ", which no condition changes. Write " + period + " >= " + literal(behind.history);
  const auto input = find(table, Role::kStartDate);
  if (!input) return wrong + ".";
  return wrong + ", or AND " + name_of(table, *input) + " = " + literal(behind.asked) +
         " beside your condition: AWS then says whether it still has that" + more("periods") + ".";
}

std::string behind_history_from_elsewhere(const Table& table, std::size_t column) {
  const auto input = find(table, Role::kStartDate);
  return start(table) + name_of(table, column) +
         " is compared with dates of another table that lie before this table's history, where it has no rows." +
         (input ? " " + name_of(table, *input) + " = '...' makes the history begin earlier" + more("periods") + "."
                : "");
}

std::string foreign_timestamp(const Table& table, std::size_t column, Operator op, const std::string& text,
                              Granularity granularity) {
  const std::string name = name_of(table, column);
  const std::string function = granularity == Granularity::kHourly ? "datetime(...)" : "date(...)";
  return start(table) + name + " is compared with " + literal(text) +
         ", which another table holds or the statement computes. Here it is " +
         literal(normal_bound(text, granularity)) +
         ", but SQLite would compare the two texts where it reads this table first. Write " + name + " " +
         std::string(sign(op)) + " " + function + ", with the other value inside" + more("periods") + ".";
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
  if (is_period(target.role)) return start(table) + number_for_a_period(name, value);
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
