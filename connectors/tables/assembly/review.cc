#include "connectors/tables/assembly/review.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "connectors/tables/assembly/learnt.h"
#include "connectors/tables/assembly/lists.h"
#include "connectors/tables/assembly/page_rows.h"
#include "connectors/tables/operations/operations.h"
#include "connectors/tables/page/refusal.h"
#include "sql/error.h"
#include "sql/text/displayable.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::assembly {
namespace {

using sql::Role;

constexpr std::size_t kMostSuggestions = 3;
constexpr std::size_t kMostOfAValue = 100;

std::string quoted(std::string_view value) {
  return sql::literal(text::displayable(value, kMostOfAValue));
}

std::string_view text_of(const sql::Cell& cell) {
  const auto* text = std::get_if<std::string_view>(&cell);
  return text == nullptr ? std::string_view() : *text;
}

// The name by which the values of a column are known.
std::string known_as(const sql::Column& column) {
  if (column.role == Role::kTag) return "tag:" + std::string(column.wire);
  if (column.role == Role::kCostCategory) return "cost_category:" + std::string(column.wire);
  return std::string(column.wire);
}

std::string known_as(const sql::Table& table, const sql::GroupKey& key) {
  if (key.type == sql::KeyType::kTag) return "tag:" + key.name;
  if (key.type == sql::KeyType::kCostCategory) return "cost_category:" + key.name;
  return std::string(sql::api_name(table, key));
}

// The column group_<n> that shows that key of group_by.
std::optional<std::size_t> group_column(const sql::Table& table, std::size_t position) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].role == Role::kGroup && position-- == 0) return i;
  }
  return std::nullopt;
}

// The table that lists the values of a column; empty where none does.
std::string_view list_of(const sql::Table& table, const sql::Column& column) {
  if (column.role == Role::kTag) return table.values.tags;
  if (column.role == Role::kCostCategory) return table.values.cost_categories;
  return column.role == Role::kDimension ? table.values.dimensions : std::string_view();
}

// A day, of an edge of a window that may be an hour.
std::string day_of(const std::string& edge, std::chrono::seconds later) {
  constexpr std::size_t kDay = 10;
  const auto instant = text::parse_instant(edge);
  if (edge.size() <= kDay || !instant) return edge;
  return text::date_text(std::chrono::floor<std::chrono::days>(*instant + later));
}

// Whether other costs may have what the rows lack.
bool is_filtered(const sql::Scan& scan) {
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (sql::is_dimension(columns[i].role) && scan.selections[i].bound) return true;
  }
  return scan.input(Role::kFilter).has_value();
}

}  // namespace

Review::Review(const Asking& asking, const sql::Scan& scan) : asking_(asking), scan_(scan) {
  const auto& columns = scan.table->columns;
  add_keys();
  add_listed();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == Role::kMetric && scan.mentioned.test(i)) metrics_.push_back(i);
    const bool bound = sql::is_dimension(columns[i].role) && !sql::is_named_by_group_by(columns[i].role) &&
                       !scan.is_key(i) && !scan.selections[i].values.empty();
    if (bound) slices_.push_back(i);
  }
  counts_groups_ = asking.operation.most_groups > 0 && !scan.group_by.keys.empty();
}

void Review::add_keys() {
  const sql::Table& table = *scan_.table;
  for (std::size_t i = 0; i < scan_.group_by.keys.size(); ++i) {
    const sql::GroupKey& group = scan_.group_by.keys[i];
    const auto column = group.column ? group.column : group_column(table, i);
    if (!column) continue;
    Key key{.column = *column, .values = asking_.learnt->values.of(known_as(table, group))};
    if (group.type == sql::KeyType::kTag) key.tag = group.name;
    const auto bound = group.column ? group.column : group.value_column;
    if (bound && !scan_.selections[*bound].values.empty()) {
      key.bound = *bound;
      key.wanted = &scan_.selections[*bound];
      key.shown.resize(key.wanted->values.size());
    }
    if (known_as(table, group) == asking_.operation.groups_kept_by) sliced_by_ = *column;
    keys_.push_back(std::move(key));
  }
}

// ce_dimension_values shows what there is.
void Review::add_listed() {
  const auto dimension = sql::find(*scan_.table, Role::kDimensionName);
  const auto name = dimension ? scan_.input(*dimension) : std::nullopt;
  const auto value = sql::find(*scan_.table, "value");
  if (!name || !value || !scan_.mentioned.test(*value)) return;
  std::string key(*name);
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
  keys_.push_back({.column = *value, .values = asking_.learnt->values.of(key)});
}

void Review::page(page::RowReader& rows, bool last, const sql::Interrupted& interrupted) {
  const std::size_t count = rows.rows();
  read_keys(rows, count);
  if (!slices_.empty() && !has_cost_) has_cost_ = has_cost(rows, count);
  if (counts_groups_) count_groups(rows, count);
  rows_ += count;
  ++pages_;
  if (last) end(interrupted);
}

void Review::row(asking::AskedRows& rows) {
  constexpr std::size_t kAllOf = 8192;
  for (Key& key : keys_) {
    if (rows_ >= kAllOf && key.wanted == nullptr && (key.tag.empty() || key.has_value)) continue;
    note_value(key, text_of(rows.cell(key.column)));
  }
  if (!slices_.empty() && !has_cost_) has_cost_ = has_cost(rows);
  ++rows_;
}

void Review::learn(page::RowReader& rows, const sql::GroupBy& keys) {
  const sql::Table& table = *scan_.table;
  for (std::size_t i = 0; i < keys.keys.size(); ++i) {
    const auto column = group_column(table, i);
    KnownValues::Values* values = asking_.learnt->values.of(known_as(table, keys.keys[i]));
    if (!column || values == nullptr || values->is_full()) continue;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      rows.move_to(row);
      if (const std::string_view value = text_of(rows.cell(*column)); !value.empty()) values->add(value);
    }
  }
}

void Review::note_value(Key& key, std::string_view value) {
  if (value.empty()) return;
  key.has_value = true;
  if (key.values != nullptr && !key.values->is_full()) key.values->add(value);
  if (key.wanted == nullptr) return;
  const auto& wanted = key.wanted->values;
  const auto at = std::lower_bound(wanted.begin(), wanted.end(), value);
  if (at != wanted.end() && *at == value) key.shown[static_cast<std::size_t>(at - wanted.begin())] = true;
}

// All rows of a long answer would cost a tenth of reading it. Periods repeat each other's groups, so after the first
// pages one row in eight is looked at, in each page another one. Values that the statement asks for are looked for in all.
void Review::read_keys(page::RowReader& rows, std::size_t count) {
  constexpr std::size_t kAllOf = 8192;
  constexpr std::size_t kOneOf = 8;
  const bool all = rows_ < kAllOf;
  for (Key& key : keys_) {
    key.keeps = key.values != nullptr && !key.values->is_full();
    const bool looks_for_a_tag = !key.tag.empty() && !key.has_value;
    if (!key.keeps && key.wanted == nullptr && !looks_for_a_tag) continue;
    const bool sampled = !all && key.wanted == nullptr && !looks_for_a_tag;
    read_key(key, rows, count, sampled ? pages_ % kOneOf : 0, sampled ? kOneOf : 1);
  }
}

void Review::read_key(Key& key, page::RowReader& rows, std::size_t count, std::size_t first, std::size_t step) {
  std::string_view before;
  for (std::size_t i = first; i < count; i += step) {
    rows.move_to(i);
    const std::string_view value = text_of(rows.cell(key.column));
    if (value == before) continue;
    before = value;
    note_value(key, value);
  }
}

// Without a metric, a row with keys tells that there is something, and one without tells nothing.
bool Review::has_cost(page::RowReader& rows, std::size_t count) const {
  if (metrics_.empty()) return count > 0;
  for (std::size_t i = 0; i < count; ++i) {
    rows.move_to(i);
    if (has_cost(rows)) return true;
  }
  return false;
}

void Review::count_groups(page::RowReader& rows, std::size_t count) {
  const std::size_t start = sql::find(*scan_.table, Role::kPeriodStart).value();
  const auto is_same = [&](std::size_t row) {
    rows.move_to(row);
    return text_of(rows.cell(start)) == period_;
  };
  for (std::size_t i = 0; i < count && !told_of_groups_;) {
    if (!is_same(i)) {
      end_period();
      period_ = text_of(rows.cell(start));
      groups_.clear();
    }
    // The rows of a period stand together: its last one is found by doubling, then by halving.
    std::size_t step = 1;
    std::size_t in = i;
    while (in + step < count && is_same(in + step)) in += std::exchange(step, 2 * step);
    std::size_t out = std::min(in + step, count);
    while (out - in > 1) {
      const std::size_t middle = in + (out - in) / 2;
      (is_same(middle) ? in : out) = middle;
    }
    if (!sliced_by_) groups_[""] += out - i;
    for (std::size_t row = i; sliced_by_ && row < out; ++row) {
      rows.move_to(row);
      ++groups_[std::string(text_of(rows.cell(*sliced_by_)))];
    }
    i = out;
  }
}

// The groups of the period before are counted.
void Review::end_period() {
  for (const auto& [slice, count] : groups_) {
    if (count != asking_.operation.most_groups || told_of_groups_) continue;
    told_of_groups_ = true;
    tell(
        "the period " + period_ + " has" + (slice.empty() ? "" : " for " + quoted(slice)) + " exactly " +
        std::to_string(count) +
        " groups, the most that AWS keeps of a service and period: there may be more, whose costs are missing. Ask for "
        "less at once, as with a condition on usage_type or region.");
  }
}

void Review::end(const sql::Interrupted& interrupted) {
  if (std::exchange(has_ended_, true)) return;
  if (counts_groups_) end_period();
  if (scan_.in_loop || scan_.takes_turns) return;  // a loop asks for what its outer rows have
  if (tell_of_values(interrupted)) return;
  if (rows_ == 0 && !scan_.group_by.keys.empty() && scan_.window) {
    tell("AWS has no group" + window() +
         ", so there is no row, not even one of zero. A day's costs come within about a day.");
  }
  for (const Key& key : keys_) {
    if (key.tag.empty() || key.has_value || rows_ == 0 || is_filtered(scan_)) continue;
    tell("no cost" + window() + " has a tag " + quoted(key.tag) +
         ": every row is without it. Tag keys are told apart by case, and AWS groups by those that are activated as "
         "cost "
         "allocation tags; SELECT value FROM " +
         std::string(scan_.table->values.tags) + " lists them.");
  }
}

// True where some value is told of.
bool Review::tell_of_values(const sql::Interrupted& interrupted) {
  bool told = false;
  for (const Key& key : keys_) {
    for (std::size_t i = 0; key.wanted != nullptr && i < key.shown.size(); ++i) {
      const std::string& value = key.wanted->values[i];
      if (key.shown[i] || (key.values != nullptr && key.values->has(value))) continue;
      tell_of_value(key.bound, value, interrupted);
      told = true;
    }
  }
  for (const std::size_t column : slices_) {
    const std::vector<std::string>& wanted = scan_.selections[column].values;
    KnownValues::Values* const known = asking_.learnt->values.of(known_as(scan_.table->columns[column]));
    if (has_cost_) {
      if (wanted.size() == 1 && known != nullptr && !scan_.selections[column].absent) known->add(wanted.front());
      continue;
    }
    for (const std::string& value : wanted) {
      if (known != nullptr && known->has(value)) continue;
      tell_of_value(column, value, interrupted);
      told = true;
    }
  }
  return told;
}

void Review::tell_of_value(std::size_t column, const std::string& value, const sql::Interrupted& interrupted) {
  tell("no cost" + window() + " under " + std::string(scan_.table->columns[column].name) + " " + quoted(value) +
       meant(column, value, interrupted));
}

// What may be meant: "; there is 'Amazon Simple Storage Service'."
std::string Review::meant(std::size_t column, const std::string& value, const sql::Interrupted& interrupted) {
  const sql::Column& bound = scan_.table->columns[column];
  const std::string_view list = list_of(*scan_.table, bound);
  KnownValues::Values* const known = asking_.learnt->values.of(known_as(bound));
  if (known == nullptr) return ".";
  std::vector<std::string> nearest = known->nearest(value, kMostSuggestions);
  if (nearest.empty() && !list.empty() && asking_.statement.suggests()) {
    list_values(bound, *known, interrupted);
    if (known->has(value)) return ", although there is such a value in that time.";
    nearest = known->nearest(value, kMostSuggestions);
  }
  std::string names;
  for (const std::string& name : nearest) names += (names.empty() ? "" : ", ") + quoted(name);
  if (!names.empty()) return "; there is " + names + ".";
  if (list.empty()) return ".";
  const bool own_name = bound.role != Role::kDimension;
  return ", and no answer has shown it; SELECT value FROM " + std::string(list) + "('" +
         std::string(own_name ? bound.wire : bound.name) + "') lists the values there are.";
}

// A refusal or a limit is no error of the statement, which is answered.
void Review::list_values(const sql::Column& column, KnownValues::Values& values, const sql::Interrupted& interrupted) {
  const Operation* const list = find_operation(list_of(*scan_.table, column));
  if (list == nullptr || !scan_.window) return;
  sql::Window days{day_of(scan_.window->start, std::chrono::seconds{0}),
                   day_of(scan_.window->end, std::chrono::days{1} - std::chrono::seconds{1})};
  if (values.listed_for == days.start + days.end) return;
  values.listed_for = days.start + days.end;
  const auto input = std::find_if(list->table.columns.begin(), list->table.columns.end(),
                                  [](const sql::Column& each) { return sql::is_input(each.role); });
  const std::string_view name = column.role == Role::kDimension ? column.name : column.wire;
  sql::Scan scan = scan_of_list(*list, scan_, input->name, name);
  scan.window = std::move(days);
  const std::size_t value = sql::find(list->table, "value").value();
  scan.mentioned.set(value);
  try {
    PageRows rows({*list, asking_.statement, asking_.rows_decoded}, scan, "");
    while (rows.next(interrupted)) values.add(text_of(rows.cell(value)));
  } catch (const sql::Error&) {
  }
}

std::string Review::window() const {
  return scan_.window ? " from " + scan_.window->start + " to " + scan_.window->end : "";
}

void Review::tell(const std::string& what) const {
  const std::string asked = page::asked_of(scan_);
  const std::string table(scan_.table->name);
  asking_.statement.note(table, table + ": " + (asked.empty() ? "" : asked + ": ") + what);
}

}  // namespace awscost::assembly
