#include "sql/named_table.h"

#include <algorithm>
#include <utility>

#include "sql/error.h"
#include "sql/group_by.h"
#include "sql/periods.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::sql {
namespace {

constexpr std::string_view kTags = "tags";
constexpr std::string_view kCostCategories = "cost_categories";
constexpr std::string_view kWindow = "window";

// What follows "tag_" in a column's name: Environment -> environment, aws:createdBy -> aws_createdby.
std::string column_word(std::string_view name) {
  std::string word = text::lower(name);
  for (char& c : word) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!fine) c = '_';
  }
  return word;
}

struct Argument {
  std::string name;
  std::string value;
};

Argument parse_argument(const Table& base, std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || text::trimmed(text.substr(0, equals)).empty()) {
    throw Error(std::string(base.name) + ": the argument " + std::string(text::trimmed(text)) +
                " is not of the form name = 'value', such as group_by = 'service'.");
  }
  return {text::lower(text::trimmed(text.substr(0, equals))), text::unquoted(text::trimmed(text.substr(equals + 1)))};
}

[[noreturn]] void two_windows(const Table& table, const Column& date) {
  throw Error(std::string(table.name) + ": window and " + std::string(date.name) +
              " both say which days there are; give one of them.");
}

std::string argument_names(const Table& base) {
  std::string names;
  for (const Column& column : base.columns) {
    if (is_input(column.role)) names += std::string(column.name) + ", ";
  }
  if (find(base, Role::kStartDate)) names += "window, ";
  if (find(base, Role::kTagValue)) return names + "tags, cost_categories";
  return names.substr(0, names.size() - 2);
}

}  // namespace

NamedTable::NamedTable(const Table& base, std::string_view name, std::span<const std::string_view> arguments)
    : columns_(base.columns.begin(), base.columns.end()), table_(base) {
  table_.name = keep(std::string(name));
  table_.named = true;
  std::vector<std::string> seen;
  for (const std::string_view text : arguments) {
    auto [argument, value] = parse_argument(base, text);
    if (std::find(seen.begin(), seen.end(), argument) != seen.end()) {
      throw Error(std::string(base.name) + ": the argument " + argument + " stands twice; give it once.");
    }
    seen.push_back(argument);
    const bool labels = find(base, Role::kTagValue).has_value();
    if (labels && argument == kTags) {
      declare(value, Role::kTag, "tag_");
    } else if (labels && argument == kCostCategories) {
      declare(value, Role::kCostCategory, "cost_category_");
    } else if (argument == kWindow && find(base, Role::kStartDate)) {
      fix_window(value);
    } else {
      fix_input(argument, std::move(value));
    }
  }
  declare_instants();
  table_.columns = columns_;
  show_keys();
  check();
}

std::string_view NamedTable::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

void NamedTable::fix_input(std::string_view name, std::string value) {
  const auto input = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const Column& column) { return is_input(column.role) && column.name == name; });
  if (input == columns_.end()) {
    throw Error(std::string(table_.name) + ": there is no argument '" + std::string(name) + "'; write one of " +
                argument_names(table_) + ".");
  }
  if (input->fixed) {
    two_windows(table_, *input);
  }
  input->fallback = keep(std::move(value));
  input->fallback_hourly = {};
  input->fixed = true;
}

// A moment of the clock becomes the fixed values of start_date and end_date when a statement runs (sql/scan.cc).
void NamedTable::fix_window(const std::string& value) {
  table_.moving_window = parse_moving_window(value);
  if (!table_.moving_window) {
    throw Error(std::string(table_.name) + ": window is " + literal(value) + "; write " +
                std::string(kMovingWindowForms) + ".");
  }
  for (Column& column : columns_) {
    const bool is_end = column.role == Role::kStartDate || column.role == Role::kEndDate;
    if (is_end && column.fixed) {
      two_windows(table_, column);
    }
    column.fixed = column.fixed || is_end;
  }
}

// Hours are declared TIMESTAMP: a driver that reads DATE drops the hour.
void NamedTable::declare_instants() {
  const auto hourly = [](const Column& column) {
    return column.role == Role::kGranularity && column.fixed && column.fallback == to_text(Granularity::kHourly);
  };
  if (std::none_of(columns_.begin(), columns_.end(), hourly)) return;
  for (Column& column : columns_) {
    if (is_period(column.role)) column.type = Type::kInstant;
  }
}

// Adds one hidden column for each name of the list, behind the last dimension: the companions, which may share the last
// bit of SQLite's colUsed, stay last.
void NamedTable::declare(std::string_view list, Role role, std::string_view prefix) {
  for (const std::string_view name : text::comma_separated(list)) {
    if (name.empty()) {
      throw Error(std::string(table_.name) + ": the list of " + std::string(prefix) +
                  " columns has an empty name; write names separated by single commas, such as 'team, env'.");
    }
    const std::string column_name = std::string(prefix) + column_word(name);
    const bool taken =
        std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == column_name; });
    if (taken) {
      throw Error(std::string(table_.name) + ": two columns would be called " + column_name +
                  "; declare only one of the names that differ in case or punctuation alone.");
    }
    const auto last_dimension = std::find_if(columns_.rbegin(), columns_.rend(),
                                             [](const Column& column) { return is_dimension(column.role); });
    columns_.insert(last_dimension.base(), Column{.name = keep(column_name),
                                                  .role = role,
                                                  .hidden = true,
                                                  .wire = keep(std::string(name)),
                                                  .example = "'...'",
                                                  .doc = "Declared by the table: group it or bind it."});
  }
}

// Moves the keys of a fixed group_by behind group_1 and group_2 and makes them visible.
void NamedTable::show_keys() {
  const auto input = find(table_, Role::kGroupBy);
  if (!input || !columns_[*input].fixed) return;
  const GroupBy group_by = parse_group_by(table_, columns_[*input].fallback);
  std::vector<Column> keys;
  for (const GroupKey& key : group_by.keys) {
    const auto index = key.column ? key.column : key.value_column;
    if (!index) continue;
    keys.push_back(columns_[*index]);
    keys.back().hidden = false;
  }
  for (const Column& key : keys) {
    columns_.erase(std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == key.name; }));
  }
  const auto last_group = std::find_if(columns_.rbegin(), columns_.rend(),
                                       [](const Column& column) { return column.role == Role::kGroup; });
  columns_.insert(last_group.base(), keys.begin(), keys.end());
  table_.columns = columns_;
}

// Hours are a window of hourly rows alone: they would cut days.
void NamedTable::check_window(const std::optional<std::string>& granularity) const {
  const bool hourly = granularity && *granularity == to_text(Granularity::kHourly);
  if (hourly || table_.moving_window->unit != MovingWindow::Unit::kHour) return;
  throw Error("a window of hours needs granularity = 'HOURLY'; write window = '2 days', or give the granularity too.");
}

void NamedTable::check() const {
  const auto fixed = [&](Role role) -> std::optional<std::string> {
    const auto input = find(table_, role);
    if (!input || !columns_[*input].fixed) return std::nullopt;
    return std::string(columns_[*input].fallback);
  };
  for (std::size_t i = kToldApart; i < columns_.size(); ++i) {
    if (check::may_share_the_last_bit(columns_[i])) continue;
    throw Error(std::string(table_.name) + ": " + std::to_string(columns_.size()) +
                " columns are more than SQLite tells apart; declare fewer tags and cost categories in one table.");
  }
  try {
    const auto granularity = fixed(Role::kGranularity);
    if (granularity) parse_granularity(*granularity);
    if (table_.moving_window) return check_window(granularity);
    for (const Role role : {Role::kStartDate, Role::kEndDate}) {
      const auto text = fixed(role);
      if (!text || text::parse_instant(*text)) continue;
      throw Error(std::string(columns_[find(table_, role).value()].name) + " is " + literal(*text) +
                  ", which is no date; write 'YYYY-MM-DD', or for days that move with the clock window = '90 days'.");
    }
  } catch (const Error& error) {
    throw Error(std::string(table_.name) + ": " + error.what());
  }
}

}  // namespace awscost::sql
