#include "sql/grouped_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sql/error.h"

namespace awscost::sql {
namespace {

// How often the memory is looked at, in rows.
constexpr std::size_t kRowsBetweenLooks = 1024;

}  // namespace

GroupedRows::GroupedRows(const Table& table, std::vector<std::size_t> by, const std::vector<std::size_t>& others,
                         Room room)
    : table_(table), columns_(std::move(by)), place_(table.columns.size(), kNowhere), room_(std::move(room)) {
  const std::size_t makes_groups = columns_.size();
  columns_.insert(columns_.end(), others.begin(), others.end());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::size_t column = columns_[i];
    (column == kRowid ? place_of_rowid_ : place_[column]) = i;
    const std::string_view name = column == kRowid ? "rowid" : table.columns[column].name;
    std::string whole_name = std::string(table.name) + ": " + std::string(name);
    if (i < makes_groups) {
      values_.emplace_back(std::move(whole_name));
    } else {
      others_.emplace_back(std::move(whole_name));
    }
  }
  pairs_.resize(makes_groups - 1);
  ids_.resize(makes_groups);
}

void GroupedRows::add(std::span<const Cell> cells) {
  try {
    if (group_of_.size() % kRowsBetweenLooks == 0 && room_.open && bytes() > room_.most_bytes) move_to_file();
  } catch (const DatabaseError& error) {
    throw_no_room(error);
  }
  group_of_.push_back(group_of(cells));
  for (std::size_t i = 0; i < others_.size(); ++i) others_[i].add(cells[values_.size() + i]);
}

std::uint32_t GroupedRows::group_of(std::span<const Cell> cells) {
  std::uint32_t group = values_[0].id_of(cells[0]);
  for (std::size_t i = 1; i < values_.size(); ++i) group = pairs_[i - 1].id_of({group, values_[i].id_of(cells[i])});
  return group;
}

std::size_t GroupedRows::bytes() const {
  // Its group and, while they are sorted, its place.
  std::size_t all = group_of_.size() * 2 * sizeof(std::uint32_t);
  for (const ValueIds& each : values_) all += each.bytes();
  for (const PairIds& each : pairs_) all += each.bytes();
  for (const Cells& each : others_) all += each.bytes();
  return all;
}

std::vector<std::uint32_t> GroupedRows::ranks_of_groups() const {
  std::vector<std::uint32_t> ranks = values_[0].ranks();
  for (std::size_t i = 1; i < values_.size(); ++i) ranks = pairs_[i - 1].ranks(ranks, values_[i].ranks());
  return ranks;
}

void GroupedRows::sort() {
  const std::vector<std::uint32_t> ranks = ranks_of_groups();
  groups_.assign(ranks.size(), {});
  for (std::uint32_t id = 0; id < ranks.size(); ++id) groups_[ranks[id]].id = id;
  for (const std::uint32_t group : group_of_) ++groups_[ranks[group]].end;  // first their sizes
  std::vector<std::uint32_t> next(groups_.size());                          // where the next row of a rank goes
  std::uint32_t begin = 0;
  for (std::size_t rank = 0; rank < groups_.size(); ++rank) {
    next[rank] = begin;
    begin = groups_[rank].end += begin;
  }
  std::vector<std::uint32_t> places(group_of_.size());
  for (std::size_t row = 0; row < group_of_.size(); ++row) places[row] = next[ranks[group_of_[row]]]++;
  for (Cells& each : others_) each.reorder(places);
  next_row_ = group_ = 0;
}

bool GroupedRows::next_in_memory() {
  if (next_row_ == group_of_.size()) return false;
  const bool begins_group = next_row_ == groups_[group_].end;
  if (begins_group) ++group_;
  if (begins_group || next_row_ == 0) read_group();
  ++next_row_;
  return true;
}

void GroupedRows::read_group() {
  std::uint32_t id = groups_[group_].id;
  for (std::size_t i = values_.size(); i-- > 1;) std::tie(id, ids_[i]) = pairs_[i - 1].pair(id);
  ids_[0] = id;
}

Cell GroupedRows::cell_in_memory(std::size_t place) const {
  return place < values_.size() ? values_[place].value(ids_[place]) : others_[place - values_.size()].at(next_row_ - 1);
}

std::string GroupedRows::key_of_group() const {
  std::string key;
  for (std::size_t i = 0; i < values_.size(); ++i) key += values_[i].key(ids_[i]);
  return key;
}

// In the order of the keys, which SQLite likes best.
void GroupedRows::move_to_file() {
  if (!file_) file_ = std::make_unique<GroupFile>(room_.open);
  sort();
  std::vector<Cell> cells(columns_.size());
  while (next_in_memory()) {
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_in_memory(i);
    file_->add(key_of_group(), cells);
  }
  forget_rows();
}

void GroupedRows::forget_rows() {
  for (ValueIds& each : values_) each.clear();
  for (PairIds& each : pairs_) each.clear();
  for (Cells& each : others_) each.clear();
  group_of_.clear();
  groups_.clear();
  next_row_ = group_ = 0;
}

void GroupedRows::finish() {
  finished_ = true;
  if (!file_) return sort();
  try {
    move_to_file();
  } catch (const DatabaseError& error) {
    throw_no_room(error);
  }
}

bool GroupedRows::next() {
  try {
    return file_ ? file_->next() : next_in_memory();
  } catch (const DatabaseError& error) {
    throw_no_room(error);
  }
}

Cell GroupedRows::cell(std::size_t column) const {
  const std::size_t place = column == kRowid ? place_of_rowid_ : place_[column];
  return file_ ? file_->cell(place) : cell_in_memory(place);
}

void GroupedRows::clear() {
  forget_rows();
  file_.reset();
  finished_ = false;
}

void GroupedRows::throw_no_room(const DatabaseError& error) const {
  throw Error(std::string(table_.name) + ": GROUP BY has more rows than join_memory (" +
              std::to_string(room_.most_bytes) +
              " bytes) holds, and they cannot be written to a temporary file: " + error.what() +
              ". Make room where temporary files go, or hold more in memory: SELECT awscost_config('join_memory', '" +
              std::to_string(std::max(2 * room_.most_bytes, Room().most_bytes)) + "').");
}

}  // namespace awscost::sql
