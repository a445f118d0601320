// The rows of one scan, kept in memory in columns, and indexed by what narrower scans are bound to.
//
// How: only the columns that the statement can read are kept; a text that repeats the one before it in its column is
// kept once. An index over some columns is a hash of their texts with chains in the order of the rows; it is made when
// it is first asked for. A range of periods is found by halving, where the rows came in the order of time.
//
// Example:
//
//   std::size_t count(const HeldRows& held, const sql::Scan& narrow) {
//     std::size_t rows = 0;
//     for (auto found = held.find(narrow); found && held.next(*found);) ++rows;
//     return rows;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/joins/row_index.h"
#include "sql/cells.h"
#include "sql/scan.h"

namespace awscost::joins {

class HeldRows {
 public:
  // `scan`: what was asked.
  explicit HeldRows(sql::Scan scan);

  const sql::Scan& scan() const { return scan_; }

  // Keeps the current row. Throws sql::Error where a value does not fit its column.
  void add(asking::AskedRows& rows);

  // There is no room for the rows: none is held any more, and none is added. What was asked is still known.
  void forget_rows();

  // Whether the rows of a part of the window can be told from the others.
  bool tells_periods() const { return period_start_ && in_order_ && !forgotten_; }

  // The columns group_<n> of keys that the narrower scan does not have: they read NULL there.
  sql::ColumnSet groups_beyond(const sql::Scan& narrow) const;

  // Walks through the rows of a narrower scan.
  struct Found {
    const RowIndex* index = nullptr;   // null: the rows from `next` to `end`
    std::vector<std::size_t> columns;  // the indexed ones
    std::vector<std::string> texts;    // what they are equal to
    std::uint32_t next = 0;
    std::uint32_t end = 0;
    std::uint32_t row = 0;              // the current one
    std::vector<std::uint32_t> silent;  // periods in which an ungrouped slice has no row: it reads zero there
    std::size_t next_silent = 0;
    bool in_silence = false;  // `row` is any row of such a period
    sql::ColumnSet masked;    // group_<n> of keys that the narrower scan does not have
  };
  // The rows of a narrower scan that this one covers. Nothing where the figures of a period without a row would have to
  // be known: AWS is asked.
  std::optional<Found> find(const sql::Scan& narrow) const;
  // The same for a scan with other values. False where it has to be found anew.
  bool find_again(Found& found, const sql::Scan& narrow) const;
  // The same where another answer, which differs in its window at most, has found rows so far.
  bool find_likewise(Found& found, const sql::Scan& narrow) const;
  bool next(Found& found) const;
  // Of the current row. A text is borrowed from this object.
  sql::Cell cell(const Found& found, std::size_t column) const;
  std::shared_ptr<const asking::Destination> destination(const Found& found) const;

  std::size_t rows() const { return rows_; }
  // From the begin of the window to the last row; 0 where the rows do not tell.
  std::int64_t buckets_reached() const;
  std::size_t bytes() const;

 private:
  struct Kept {
    std::size_t column = 0;
    sql::Cells cells;
  };
  struct Origin {
    std::uint32_t first_row = 0;
    std::shared_ptr<const asking::Destination> destination;
  };

  sql::Cell kept_cell(std::uint32_t row, std::size_t column) const;
  std::string_view text(std::uint32_t row, std::size_t column) const;
  void note_period();
  void begin(Found& found, const sql::Scan& narrow) const;
  const RowIndex& index_of(const std::vector<std::size_t>& columns) const;
  std::vector<std::size_t> indexed_columns(const sql::Scan& narrow) const;
  std::pair<std::uint32_t, std::uint32_t> range_of(const sql::Scan& narrow) const;
  bool reads_silence(const sql::Scan& narrow) const;
  bool knows_every_period(const sql::Scan& narrow) const;
  bool knows_units_of_silence() const;
  std::vector<std::uint32_t> silent_periods(const sql::Scan& narrow, Found found) const;
  sql::Cell silent_cell(const Found& found, std::size_t column) const;

  sql::Scan scan_;
  std::vector<Kept> kept_;
  std::vector<std::size_t> place_;  // by column: in kept_; kNowhere
  std::uint32_t rows_ = 0;
  std::vector<Origin> origins_;
  std::optional<std::size_t> period_start_;
  bool forgotten_ = false;
  bool in_order_ = true;                // of time
  std::vector<std::uint32_t> periods_;  // the first row of each period, in the order of the rows
  mutable std::map<std::vector<std::size_t>, std::unique_ptr<RowIndex>> indexes_;
};

}  // namespace awscost::joins
