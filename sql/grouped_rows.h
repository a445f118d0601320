// The rows of an answer, one group after the other, as GROUP BY reads them: what SQLite then need not sort.
//
// How: the group columns' values are numbered (value_ids.h), and a row keeps the number of its group. When all rows are
// here, the distinct values are sorted, then the groups by the ranks of their values, which costs what their number says
// and not that of the rows; each row then moves to its place. The order is SQLite's own; inside of a group, rows stay as they came.
// Rows that find no room go into a temporary SQLite file, which is slower, and have the same order.
//
// Example:
//
//   double cost_of_first(GroupedRows& rows, std::size_t service, std::size_t cost) {
//     const std::vector<Cell> row{std::string_view("Amazon S3"), 1.5};  // in the order of rows.columns()
//     rows.add(row);
//     rows.finish();
//     return rows.next() && rows.has(service) ? std::get<double>(rows.cell(cost)) : 0;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sql/cells.h"
#include "sql/database.h"
#include "sql/group_file.h"
#include "sql/table.h"
#include "sql/value.h"
#include "sql/value_ids.h"

namespace awscost::sql {

class GroupedRows {
 public:
  // Stands for the rowid among the columns.
  static constexpr std::size_t kRowid = std::numeric_limits<std::size_t>::max();

  // How many bytes rows take in memory at most, and where more of them go. Without `open`, all stay in memory.
  struct Room {
    std::size_t most_bytes = std::size_t{256} << 20;
    OpenDatabase open = {};
  };

  // `by`: the columns that make a group, one at least. `others`: those that are read besides. `table` outlives it.
  GroupedRows(const Table& table, std::vector<std::size_t> by, const std::vector<std::size_t>& others, Room room);

  // In which add() takes the cells of a row: first those that make its group.
  const std::vector<std::size_t>& columns() const { return columns_; }
  bool has(std::size_t column) const { return column == kRowid || place_[column] != kNowhere; }

  // Copies the cells. Throws sql::Error where they find no room anywhere.
  void add(std::span<const Cell> cells);
  // All rows are here. Throws likewise.
  void finish();
  bool is_finished() const { return finished_; }

  // Moves to the first, then to the next row; false at the end. After finish().
  bool next();
  // Of the current row; borrowed until next().
  Cell cell(std::size_t column) const;

  // As if it were new.
  void clear();

 private:
  static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();
  struct Group {
    std::uint32_t id = 0;
    std::uint32_t end = 0;  // behind its last row
  };

  std::uint32_t group_of(std::span<const Cell> cells);
  void sort();
  std::vector<std::uint32_t> ranks_of_groups() const;
  bool next_in_memory();
  void read_group();
  Cell cell_in_memory(std::size_t place) const;
  std::string key_of_group() const;
  void forget_rows();
  void move_to_file();
  std::size_t bytes() const;
  [[noreturn]] void throw_no_room(const DatabaseError& error) const;

  const Table& table_;
  std::vector<std::size_t> columns_;
  std::vector<std::size_t> place_;  // by column of the table: in columns_; kNowhere
  std::size_t place_of_rowid_ = kNowhere;
  Room room_;

  std::deque<ValueIds> values_;  // of each column that makes groups
  std::vector<PairIds> pairs_;   // of the columns up to one, and the one behind it: the last one's ids are the groups'
  std::vector<Cells> others_;    // of each other column, by row
  std::vector<std::uint32_t> group_of_;  // by row, as they were added

  std::vector<Group> groups_;       // in their order, once they are sorted
  std::size_t next_row_ = 0;        // the current row is the one before it
  std::size_t group_ = 0;           // the current one
  std::vector<std::uint32_t> ids_;  // of its values
  bool finished_ = false;
  std::unique_ptr<GroupFile> file_;  // null: all rows are in memory
};

}  // namespace awscost::sql
