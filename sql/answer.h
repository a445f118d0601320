// The answer to a scan as SQLite may see it: rows checked against what the plan consumed, inputs and slices echoed.
//
// The last pure step before the cursor: rows that the source gives and the consumed conditions refuse are dropped here
// (SQLite does not look again), and a column that a row cannot show ends the query with its cure.
//
//   Answer answer(std::move(scan), source);
//   while (answer.next(never)) show(answer.value(column));
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sql/scan.h"
#include "sql/source.h"

namespace awscost::sql {

class Answer {
 public:
  // `source` outlives the answer. Opens it unless the scan is empty.
  Answer(Scan scan, Source& source);
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  // Moves to the first, then to the next row that the consumed conditions accept; false at the end.
  bool next(const Interrupted& interrupted);

  // The value SQL sees in that column of the present row. Throws sql::Error where a row has no single one.
  Cell value(std::size_t column);

  // Rule R8: a hash of inputs, period, keys, identity columns and the ordinal among equals, the same in every scan of
  // the same inputs; the source's own number where it has one. Tables with neither periods nor identity give every row
  // its place among those of the same inputs. Throws sql::Error by rule R2.
  std::int64_t rowid();

 private:
  enum class Reading : std::uint8_t { kRow, kConstant, kRefused };

  void decide_readings();
  bool accepted();
  std::uint64_t whom_it_asks();
  void count_row();
  std::uint64_t identity();

  Scan scan_;
  std::unique_ptr<Rows> rows_;
  std::vector<Reading> readings_;          // by column
  std::vector<Cell> constants_;            // by column: what is echoed; borrows from scan_
  std::vector<std::size_t> checked_keys_;  // key columns with a selection
  std::optional<std::size_t> period_start_;
  std::optional<std::size_t> period_end_;
  bool has_identity_ = false;
  bool has_inputs_ = false;
  std::int64_t row_number_ = 0;  // of a table without identity: among the rows asked with the same inputs
  std::uint64_t asked_ = 0;      // … of this hash
  std::unordered_map<std::uint64_t, std::uint64_t> equals_;
  std::int64_t rowid_ = 0;
  bool has_rowid_ = false;  // rowid_ belongs to the present row
};

}  // namespace awscost::sql
