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
constexpr std::string_view kHidden = "hidden";
constexpr std::string_view kSlices = "slices";
constexpr std::string_view kDates = "dates";

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

bool is_slice(const Column& column) {
  return is_dimension(column.role) && !is_named_by_group_by(column.role);
}

std::string slice_names(const Table& table) {
  std::string names;
  for (const Column& column : table.columns) {
    if (is_slice(column)) names += (names.empty() ? "" : ", ") + std::string(column.name);
  }
  return names;
}

std::string argument_names(const Table& base) {
  std::string names;
  for (const Column& column : base.columns) {
    if (is_input(column.role)) names += std::string(column.name) + ", ";
  }
  if (find(base, Role::kStartDate)) names += "window, ";
  if (find(base, Role::kPeriodStart)) names += "dates, ";
  if (find(base, Role::kTagValue)) names += "tags, cost_categories, ";
  names += "hidden";
  const auto slice = std::find_if(base.columns.begin(), base.columns.end(), is_slice);
  return slice == base.columns.end() ? names : names + ", slices, or a slice such as " + std::string(slice->name);
}

}  // namespace

// Those that are given, each once; who needs one takes it out.
class NamedTable::Arguments {
 public:
  Arguments(const Table& base, std::span<const std::string_view> texts) {
    for (const std::string_view text : texts) {
      Argument argument = parse_argument(base, text);
      if (has(argument.name)) {
        throw Error(std::string(base.name) + ": the argument " + argument.name + " stands twice; give it once.");
      }
      given_.push_back(std::move(argument));
    }
  }

  bool has(std::string_view name) const {
    return std::any_of(given_.begin(), given_.end(), [&](const Argument& each) { return each.name == name; });
  }

  std::optional<std::string> take(std::string_view name) {
    const auto found =
        std::find_if(given_.begin(), given_.end(), [&](const Argument& each) { return each.name == name; });
    if (found == given_.end()) return std::nullopt;
    std::string value = std::move(found->value);
    given_.erase(found);
    return value;
  }

  std::vector<Argument>& rest() { return given_; }

 private:
  std::vector<Argument> given_;
};

NamedTable::NamedTable(const Table& base, std::string_view name, std::span<const std::string_view> arguments)
    : columns_(base.columns.begin(), base.columns.end()), table_(base) {
  table_.name = keep(std::string(name));
  table_.named = true;
  Arguments given(base, arguments);
  declare_columns(base, given);
  if (find(base, Role::kStartDate)) {
    if (const auto window = given.take(kWindow)) fix_window(*window);
  }
  if (find(base, Role::kPeriodStart)) {
    if (const auto how = given.take(kDates)) declare_dates(*how);
  }
  const auto hidden = given.take(kHidden);
  for (Argument& argument : given.rest()) fix(argument.name, std::move(argument.value));
  declare_instants();
  table_.columns = columns_;
  show_keys();
  if (hidden) hide_none(*hidden);
  check();
}

// Before others, because those may name the new columns.
void NamedTable::declare_columns(const Table& base, Arguments& given) {
  if (find(base, Role::kTagValue)) {
    if (const auto tags = given.take(kTags)) declare(*tags, Role::kTag, "tag_");
    if (const auto categories = given.take(kCostCategories)) {
      declare(*categories, Role::kCostCategory, "cost_category_");
    }
  }
  if (std::none_of(columns_.begin(), columns_.end(), is_slice)) return;
  if (const auto slices = given.take(kSlices)) list_slices(*slices, given.has(kHidden));
}

std::string_view NamedTable::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

void NamedTable::fix(std::string_view name, std::string value) {
  const auto column =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& each) { return each.name == name; });
  const bool known = column != columns_.end();
  if (known && is_slice(*column)) return fix_slice(*column, std::move(value));
  if (!known || !is_input(column->role)) {
    throw Error(std::string(table_.name) + ": there is no argument '" + std::string(name) + "'; write one of " +
                argument_names(table_) + ".");
  }
  if (column->fixed) two_windows(table_, *column);
  column->fallback = keep(std::move(value));
  column->fallback_hourly = {};
  column->fixed = true;
}

// One value: the table's rows are those of that slice.
void NamedTable::fix_slice(Column& slice, std::string value) {
  const std::string name(slice.name);
  if (value.empty()) {
    throw Error(std::string(table_.name) + ": " + name + " is empty; write one value, such as " + name + " = " +
                std::string(text::comma_separated(slice.example).front()) + ".");
  }
  if (!text::is_utf8(value)) {
    throw Error(std::string(table_.name) + ": " + name + " is " + literal(value) + ", which is not UTF-8.");
  }
  slice.fallback = keep(std::move(value));
  slice.fixed = true;
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

void NamedTable::declare_dates(std::string_view how) {
  if (text::lower(how) != "date") {
    throw Error(std::string(table_.name) + ": dates is " + literal(std::string(how)) +
                "; write dates = 'date' for days that are declared DATE, or leave it out for DATE TEXT.");
  }
  table_.plain_dates = true;
}

// A driver that reads DATE drops the hour.
void NamedTable::check_dates() const {
  if (!table_.plain_dates) return;
  const auto day = find(table_, Role::kPeriodStart);
  if (declared_type(table_, columns_[*day]) == "DATE") return;
  throw Error(std::string(table_.name) +
              ": dates = 'date' is for tables of days or months; give granularity = 'DAILY' or 'MONTHLY' too.");
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

// The named slices are visible; where nothing binds them they read NULL, because a client may select all columns.
void NamedTable::list_slices(std::string_view list, bool hides_none) {
  if (!hides_none) {
    throw Error(std::string(table_.name) +
                ": slices is for tables with hidden = 'none'; without that, every slice is a " +
                "hidden column already. Add hidden = 'none', or leave slices out.");
  }
  for (const std::string_view name : text::comma_separated(list)) {
    const auto slice = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const Column& each) { return is_slice(each) && each.name == name; });
    if (slice == columns_.end()) {
      throw Error(std::string(table_.name) + ": slices has '" + std::string(name) +
                  "', which is no dimension of the table; write some of " + slice_names(table_) + ".");
    }
    slice->null_unbound = true;
  }
}

// Columns that SQLite is not told of move behind the others, and keep their part in requests.
void NamedTable::hide_none(std::string_view which) {
  if (text::lower(which) != "none") {
    throw Error(std::string(table_.name) + ": hidden is " + literal(std::string(which)) +
                "; write hidden = 'none' for a table without hidden columns, or leave it out.");
  }
  for (Column& column : columns_) {
    const bool is_label = column.role == Role::kTag || column.role == Role::kCostCategory;
    column.null_unbound = column.null_unbound || is_label;
    if (column.null_unbound || column.role == Role::kPeriodTwin) column.hidden = false;
  }
  const auto behind =
      std::stable_partition(columns_.begin(), columns_.end(), [](const Column& column) { return !column.hidden; });
  table_.declared = static_cast<std::size_t>(behind - columns_.begin());
  table_.columns = columns_;
}

// Moves the keys of a fixed group_by and the fixed slices behind group_1 and group_2 and makes them visible.
void NamedTable::show_keys() {
  std::vector<Column> keys;
  const auto input = find(table_, Role::kGroupBy);
  if (input && columns_[*input].fixed) {
    const GroupBy group_by = parse_group_by(table_, columns_[*input].fallback);
    for (const GroupKey& key : group_by.keys) {
      const auto index = key.column ? key.column : key.value_column;
      if (index) keys.push_back(columns_[*index]);
    }
  }
  for (const Column& column : columns_) {
    const auto is_it = [&](const Column& key) { return key.name == column.name; };
    if (is_slice(column) && column.fixed && std::none_of(keys.begin(), keys.end(), is_it)) keys.push_back(column);
  }
  if (keys.empty()) return;
  for (Column& key : keys) key.hidden = false;
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
  check_dates();
  const auto fixed = [&](Role role) -> std::optional<std::string> {
    const auto input = find(table_, role);
    if (!input || !columns_[*input].fixed) return std::nullopt;
    return std::string(columns_[*input].fallback);
  };
  const std::size_t declared = table_.declared > 0 ? table_.declared : columns_.size();
  for (std::size_t i = kToldApart; i < declared; ++i) {
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
