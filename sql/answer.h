// The answer to a scan as SQLite sees it: rows checked against what the plan consumed, inputs and slices echoed.
//
// The last pure step before the cursor. SQLite does not check consumed conditions again, so rows that fail one are
// dropped here. A column that has no single value in a row ends the query with its cure. Where the plan promises groups,
// the first row waits for the last one.
//
// Example:
//
//   std::size_t count(Scan scan, Source& source, Statement& statement) {
//     Answer answer(std::move(scan), source, statement);
//     std::size_t rows = 0;
//     while (answer.next({})) ++rows;
//     return rows;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sql/grouped_rows.h"
#include "sql/scan.h"
#include "sql/source.h"

namespace awscost::sql {

class Answer {
 public:
  // Whether the statement will ask for rowids. Called once, at the first row.
  using ReadsRowid = std::function<bool()>;

  // What SQLite need not sort: the plan's grouped_by, and the room for rows that wait.
  struct Grouping {
    std::vector<std::size_t> by;
    GroupedRows::Room room;
  };

  // `source` and `statement` outlive the answer. Opens the source unless the scan is empty. Without `reads_rowid`, every
  // row is prepared for the question.
  Answer(Scan scan, Source& source, Statement& statement, ReadsRowid reads_rowid = {}, Grouping grouping = {});
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  // The next values of a loop (sql/rebinding.h): first each text that is another one, then the rows begin anew. False
  // where nothing but a new answer will do; this one is then of no more use.
  bool rebind(const Plan& plan, std::size_t argument, std::string_view before, std::string_view text);
  bool begin_again();

  // Moves to the first, then to the next row that the consumed conditions accept; false at the end. With a grouping, the
  // rows come in the order of its columns.
  bool next(const Interrupted& interrupted) {
    return grouping_.by.empty() ? next_accepted(interrupted) : next_grouped(interrupted);
  }

  // The value SQL sees in that column of the present row. Throws sql::Error where the row has no single value.
  Cell value(std::size_t column) { return groups_ && groups_->has(column) ? groups_->cell(column) : value_now(column); }

  // The columns whose value no row has; reading one is an error. Of an empty scan none, because it has no rows.
  ColumnSet refused_columns() const;
  // Whether rowid() is an error on every row, by rule R2.
  bool refuses_rowid() const;

  // Rule R8: the source's own number where it has one, else a hash of inputs, period, keys, identity columns and the
  // ordinal among equal rows, which is the same in every scan with the same inputs: it counts rows, and not those whose
  // rowid was asked, because each branch of an OR asks for others. In a table with neither periods nor
  // identity, the row's position among the rows of the same inputs. Throws sql::Error by rule R2.
  std::int64_t rowid();

 private:
  enum class Reading : std::uint8_t { kRow, kConstant, kTwin, kRefused };

  bool next_accepted(const Interrupted& interrupted);
  bool next_grouped(const Interrupted& interrupted);
  void begin_groups();
  void read_groups(const Interrupted& interrupted);
  Cell value_now(std::size_t column);
  std::int64_t rowid_now();
  Cell twin(std::size_t column);
  void decide_readings();
  std::optional<std::size_t> first_slice() const;
  bool accepted();
  std::uint64_t hash_of_inputs();
  void count_row();
  bool counts_equals();
  void number_row();
  std::uint64_t identity();

  Scan scan_;
  std::unique_ptr<Rows> rows_;
  std::vector<Reading> readings_;          // by column
  std::vector<Cell> constants_;            // by column: the echoed value; borrows from scan_
  std::map<std::size_t, Value> twins_;     // by column: of the present row
  std::vector<std::size_t> checked_keys_;  // key columns with a selection
  std::optional<std::size_t> period_start_;
  std::optional<std::size_t> period_end_;
  bool has_identity_ = false;
  bool has_inputs_ = false;
  Rebinding rebound_;
  std::int64_t row_number_ = 0;  // in a table without identity: among the rows of the same inputs
  std::uint64_t inputs_ = 0;     // the hash of those inputs
  ReadsRowid reads_rowid_;
  std::optional<bool> counts_equals_;                        // nothing: before the first row
  std::unordered_map<std::uint64_t, std::uint64_t> equals_;  // the rows of an identity so far
  Grouping grouping_;
  std::optional<GroupedRows> groups_;
  std::int64_t rowid_ = 0;
  bool has_rowid_ = false;  // rowid_ is the present row's
};

}  // namespace awscost::sql
