// Rows that find no room in memory, in a temporary SQLite file, sorted by their key.
//
// How: a table whose primary key is the row's key and its number, so that SQLite keeps the order. It is read a thousand
// rows at a time, from the last one on.
//
// Example:
//
//   std::size_t count(GroupFile& file) {
//     std::size_t rows = 0;
//     while (file.next()) ++rows;
//     return rows;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"
#include "sql/value.h"

namespace awscost::sql {

// Every call may throw DatabaseError.
class GroupFile {
 public:
  explicit GroupFile(const OpenDatabase& open);

  // Of one key, the rows keep the order in which they are added.
  void add(std::string_view key, std::span<const Cell> cells);

  // Moves to the first, then to the next row in the order of keys; false at the end. No row is added after it.
  bool next();
  // The current row; borrowed until next().
  Cell cell(std::size_t place) const { return cell_of(rows_[at_ - 1].cells[place]); }

 private:
  struct Row {
    std::string key;
    std::int64_t number = 0;
    std::vector<Value> cells;
  };

  void read_on();

  std::unique_ptr<Database> file_;
  std::int64_t added_ = 0;
  std::vector<Row> rows_;  // those read at once
  std::size_t at_ = 0;     // the current one is before it
};

}  // namespace awscost::sql
