// Looks through an answer for what its reader may not expect: empty is never silent (the table `awscost_notices`).
//
// Cost Explorer answers a wrong value with zero, and an empty window with nothing; both are charged. Told once for each
// statement and cause, when the last page has been read:
//   - no cost under a value that no answer of the connection has shown, with the values that may have been meant;
//   - no group in a window;
//   - a tag without a value in any row;
//   - as many groups in a period as AWS keeps at most (Operation::most_groups): it may have more.
//
// Example:
//
//   void look_through(Review& review, page::Pages& pages, const sql::Interrupted& interrupted) {
//     while (pages.next(interrupted)) review.page(pages.rows(), pages.finished(), interrupted);
//   }
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/assembly/asked_pages.h"
#include "connectors/tables/assembly/known_values.h"
#include "connectors/tables/page/row_reader.h"
#include "sql/group_by.h"
#include "sql/interrupt.h"
#include "sql/scan.h"

namespace awscost::assembly {

// Of one answer.
class Review {
 public:
  // `asking.learnt` is not null. What `asking` refers to, and `scan`, outlive it.
  Review(const Asking& asking, const sql::Scan& scan);

  // The next page that has rows. Moves the reader.
  void page(page::RowReader& rows, bool last, const sql::Interrupted& interrupted);
  // The same of rows that come one by one, some of them from kept answers.
  void row(asking::AskedRows& rows);
  // A page of a kept answer with these keys, which may tell of more values than the statement asks for.
  void learn(page::RowReader& rows, const sql::GroupBy& keys);
  // The answer ended with pages without rows.
  void end(const sql::Interrupted& interrupted);

 private:
  // A key of group_by, or the values of a list.
  struct Key {
    std::size_t column = 0;  // that shows it
    KnownValues::Values* values = nullptr;
    const sql::Selection* wanted = nullptr;  // null: the statement binds no value
    std::size_t bound = 0;                   // the column of `wanted`
    std::vector<bool> shown = {};            // by value of `wanted`
    std::string_view tag = {};               // of a tag: its key
    bool has_value = false;                  // some row has
    bool keeps = false;                      // `values` has room
  };

  void add_keys();
  void add_listed();
  void read_keys(page::RowReader& rows, std::size_t count);
  static void read_key(Key& key, page::RowReader& rows, std::size_t count, std::size_t first, std::size_t step);
  static void note_value(Key& key, std::string_view value);
  bool has_cost(page::RowReader& rows, std::size_t count) const;
  // Of the current row.
  template <class Rows>
  bool has_cost(Rows& rows) const {
    return metrics_.empty() || std::any_of(metrics_.begin(), metrics_.end(), [&](std::size_t metric) {
             const sql::Cell cell = rows.cell(metric);
             const auto* amount = std::get_if<double>(&cell);
             return amount != nullptr && *amount != 0;
           });
  }
  void count_groups(page::RowReader& rows, std::size_t count);
  void end_period();
  bool tell_of_values(const sql::Interrupted& interrupted);
  void tell_of_value(std::size_t column, const std::string& value, const sql::Interrupted& interrupted);
  std::string meant(std::size_t column, const std::string& value, const sql::Interrupted& interrupted);
  void list_values(const sql::Column& column, KnownValues::Values& values, const sql::Interrupted& interrupted);
  void tell(const std::string& what) const;
  std::string window() const;

  Asking asking_;
  const sql::Scan& scan_;
  std::vector<Key> keys_;
  std::vector<std::size_t> slices_;  // columns that the statement binds and no row tells
  std::vector<std::size_t> metrics_;
  std::optional<std::size_t> sliced_by_;  // the key by which AWS counts the groups that it keeps
  bool counts_groups_ = false;
  bool has_cost_ = false;
  bool has_ended_ = false;
  std::size_t rows_ = 0;
  std::size_t pages_ = 0;
  std::string period_;
  std::map<std::string, std::size_t> groups_;  // of that period, by slice
  bool told_of_groups_ = false;
};

}  // namespace awscost::assembly
