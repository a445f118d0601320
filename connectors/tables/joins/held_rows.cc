#include "connectors/tables/joins/held_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <variant>

#include "connectors/tables/joins/row_index.h"
#include "sql/covering.h"
#include "sql/error.h"
#include "sql/text/fnv.h"

namespace awscost::joins {
namespace {

using sql::Role;

constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

bool is_one_text(const sql::Selection& selection) {
  return selection.bound && !selection.absent && selection.values.size() == 1;
}

const std::string* equal_period(const sql::Scan& scan) {
  for (const sql::PeriodCondition& condition : scan.conditions) {
    const bool equal = condition.op == sql::Operator::kEq || condition.op == sql::Operator::kIs;
    if (condition.column == Role::kPeriodStart && equal && condition.texts.size() == 1) return &condition.texts.front();
  }
  return nullptr;
}

void hash_text(text::Fnv1a& hash, std::string_view text) {
  hash.add(text);
  hash.add(static_cast<unsigned char>(0xFF));
}

}  // namespace

HeldRows::HeldRows(sql::Scan scan)
    : scan_(std::move(scan)), period_start_(sql::find(*scan_.table, Role::kPeriodStart)) {
  const auto& columns = scan_.table->columns;
  place_.assign(columns.size(), kNowhere);
  std::size_t groups = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Role role = columns[i].role;
    const bool is_group = role == Role::kGroup && groups++ < scan_.group_by.keys.size();
    const bool read = scan_.mentioned.test(i) && !(sql::is_dimension(role) && !scan_.is_key(i));
    if (sql::is_input(role) ? scan_.several.count(i) == 0
                            : !read && !is_group && !columns[i].identity && !sql::is_period(role) && !scan_.is_key(i) &&
                                  role != Role::kParent) {
      continue;
    }
    place_[i] = kept_.size();
    kept_.push_back({i, sql::Cells(std::string(scan_.table->name) + ": " + std::string(columns[i].name))});
  }
}

void HeldRows::add(asking::AskedRows& rows) {
  if (rows_ == kNoRow - 1) throw sql::Error(std::string(scan_.table->name) + " has more rows than a join can hold.");
  for (Kept& kept : kept_) kept.cells.add(rows.cell(kept.column));
  auto destination = rows.destination();
  if (origins_.empty() || origins_.back().destination != destination)
    origins_.push_back({rows_, std::move(destination)});
  ++rows_;
  note_period();
}

void HeldRows::note_period() {
  if (!period_start_) return;
  const std::uint32_t row = rows_ - 1;
  const std::string_view period = text(row, *period_start_);
  const std::string_view last = periods_.empty() ? std::string_view() : text(periods_.back(), *period_start_);
  if (periods_.empty() || period != last) {
    in_order_ = in_order_ && (periods_.empty() || last < period);
    periods_.push_back(row);
  }
}

void HeldRows::forget_rows() {
  forgotten_ = true;
  rows_ = 0;
  std::vector<std::uint32_t>().swap(periods_);  // gives the memory back, which clear() does not
  origins_.clear();
  for (Kept& kept : kept_) kept.cells.clear();
}

sql::Cell HeldRows::kept_cell(std::uint32_t row, std::size_t column) const {
  const std::size_t place = place_[column];
  return place == kNowhere ? sql::Null() : kept_[place].cells.at(row);
}

std::string_view HeldRows::text(std::uint32_t row, std::size_t column) const {
  return kept_[place_[column]].cells.text(row);
}

// An ungrouped question has a row for each period, also where nothing was spent; the wider one has groups alone.
bool HeldRows::reads_silence(const sql::Scan& narrow) const {
  return narrow.group_by.keys.empty() && !scan_.group_by.keys.empty();
}

// Where a period has no row at all, nobody knows whether it is estimated.
bool HeldRows::knows_every_period(const sql::Scan& narrow) const {
  if (!in_order_ || forgotten_) return false;
  const auto [begin, end] = range_of(narrow);
  const auto known = std::count_if(periods_.begin(), periods_.end(),
                                   [&, b = begin, e = end](std::uint32_t row) { return row >= b && row < e; });
  return known == sql::count_buckets(*narrow.window, narrow.granularity);
}

// AWS does not document the unit of no usage at all.
bool HeldRows::knows_units_of_silence() const {
  const auto& columns = scan_.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role != Role::kMetricUnit || !scan_.mentioned.test(i)) continue;
    const auto metric = std::find_if(columns.begin(), columns.end(), [&](const sql::Column& other) {
      return other.role == Role::kMetric && other.wire == columns[i].metric;
    });
    if (metric == columns.end() || !metric->is_money) return false;
  }
  return true;
}

std::vector<std::size_t> HeldRows::indexed_columns(const sql::Scan& narrow) const {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < narrow.selections.size(); ++i) {
    if (place_[i] != kNowhere && !scan_.selections[i].bound && is_one_text(narrow.selections[i])) columns.push_back(i);
  }
  if (period_start_ && equal_period(narrow) != nullptr) columns.push_back(*period_start_);
  return columns;
}

const RowIndex& HeldRows::index_of(const std::vector<std::size_t>& columns) const {
  std::unique_ptr<RowIndex>& index = indexes_[columns];
  if (index) return *index;
  std::vector<std::uint64_t> hashes(rows_);
  for (std::uint32_t row = 0; row < rows_; ++row) {
    text::Fnv1a hash;
    for (const std::size_t column : columns) hash_text(hash, text(row, column));
    hashes[row] = hash.value();
  }
  index = std::make_unique<RowIndex>(hashes);
  return *index;
}

// The rows of the narrow scan's window; all rows where they have no order.
std::pair<std::uint32_t, std::uint32_t> HeldRows::range_of(const sql::Scan& narrow) const {
  if (!period_start_ || !in_order_ || !narrow.window || narrow.window == scan_.window) return {0, rows_};
  const auto begin_of = [&](const std::string& instant) {
    const std::string period = sql::period_text(instant, narrow.granularity);
    const auto found = std::partition_point(periods_.begin(), periods_.end(),
                                            [&](std::uint32_t row) { return text(row, *period_start_) < period; });
    return found == periods_.end() ? rows_ : *found;
  };
  return {begin_of(narrow.window->start), begin_of(narrow.window->end)};
}

// At the first row of the index's chain.
void HeldRows::begin(Found& found, const sql::Scan& narrow) const {
  text::Fnv1a hash;
  for (std::size_t i = 0; i < found.columns.size(); ++i) {
    const std::size_t column = found.columns[i];
    found.texts[i] = column == period_start_ ? *equal_period(narrow) : narrow.selections[column].values.front();
    hash_text(hash, found.texts[i]);
  }
  found.next = found.index->first(hash.value());
}

bool HeldRows::find_again(Found& found, const sql::Scan& narrow) const {
  if (found.index == nullptr || reads_silence(narrow)) return false;
  begin(found, narrow);
  return true;
}

bool HeldRows::find_likewise(Found& found, const sql::Scan& narrow) const {
  if (found.index != nullptr) found.index = &index_of(found.columns);
  return find_again(found, narrow);
}

std::optional<HeldRows::Found> HeldRows::find(const sql::Scan& narrow) const {
  Found found;
  found.columns = indexed_columns(narrow);
  if (found.columns.empty()) {
    std::tie(found.next, found.end) = range_of(narrow);
  } else {
    found.index = &index_of(found.columns);
    found.texts.resize(found.columns.size());
    begin(found, narrow);
  }
  if (reads_silence(narrow)) {
    // A period is silent for one profile and not for another.
    if (!scan_.several.empty() || !knows_every_period(narrow)) return std::nullopt;
    found.silent = silent_periods(narrow, found);
    if (!found.silent.empty() && !knows_units_of_silence()) return std::nullopt;
  }
  if (narrow.group_by.keys.size() < scan_.group_by.keys.size()) found.masked = groups_beyond(narrow);
  return found;
}

sql::ColumnSet HeldRows::groups_beyond(const sql::Scan& narrow) const {
  sql::ColumnSet beyond;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < scan_.table->columns.size(); ++i) {
    if (scan_.table->columns[i].role == Role::kGroup) beyond.set(i, groups++ >= narrow.group_by.keys.size());
  }
  return beyond;
}

// The periods of the window in which the slice has no row.
std::vector<std::uint32_t> HeldRows::silent_periods(const sql::Scan& narrow, Found found) const {
  std::unordered_set<std::string_view> spoken;
  while (next(found)) spoken.insert(text(found.row, *period_start_));
  const auto [begin, end] = range_of(narrow);
  std::vector<std::uint32_t> silent;
  for (const std::uint32_t row : periods_) {
    if (row >= begin && row < end && !spoken.contains(text(row, *period_start_))) silent.push_back(row);
  }
  return silent;
}

bool HeldRows::next(Found& found) const {
  found.in_silence = false;
  if (found.index == nullptr) {
    if (found.next < found.end) {
      found.row = found.next++;
      return true;
    }
  }
  while (found.index != nullptr && found.next != kNoRow) {
    found.row = found.next;
    found.next = found.index->after(found.row);
    bool same = true;
    for (std::size_t i = 0; i < found.columns.size() && same; ++i) {
      same = text(found.row, found.columns[i]) == found.texts[i] &&
             kept_[place_[found.columns[i]]].cells.is_text(found.row);
    }
    if (same) return true;
  }
  if (found.next_silent == found.silent.size()) return false;
  found.row = found.silent[found.next_silent++];
  found.in_silence = true;
  return true;
}

sql::Cell HeldRows::cell(const Found& found, std::size_t column) const {
  if (found.masked.test(column)) return sql::Null();
  return found.in_silence ? silent_cell(found, column) : kept_cell(found.row, column);
}

// As AWS writes a period without costs: zero, the currency of the others, and what belongs to the period.
sql::Cell HeldRows::silent_cell(const Found& found, std::size_t column) const {
  switch (scan_.table->columns[column].role) {
    case Role::kMetric:
      return 0.0;
    case Role::kMetricExact:
      return std::string_view("0");
    default:
      return kept_cell(found.row, column);
  }
}

std::shared_ptr<const asking::Destination> HeldRows::destination(const Found& found) const {
  const auto after = std::partition_point(origins_.begin(), origins_.end(),
                                          [&](const Origin& origin) { return origin.first_row <= found.row; });
  return after == origins_.begin() ? nullptr : std::prev(after)->destination;
}

std::int64_t HeldRows::buckets_reached() const {
  if (!scan_.window || periods_.empty() || !in_order_) return 0;
  const std::string last(text(periods_.back(), *period_start_));
  return sql::count_buckets({.start = scan_.window->start, .end = last}, scan_.granularity);
}

std::size_t HeldRows::bytes() const {
  constexpr std::size_t kOfAnIndex = 3 * sizeof(std::uint32_t);
  std::size_t all = rows_ * kOfAnIndex;
  for (const Kept& kept : kept_) all += kept.cells.bytes();
  return all;
}

}  // namespace awscost::joins
