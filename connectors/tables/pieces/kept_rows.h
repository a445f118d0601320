// The rows of a piece that a kept answer serves.
//
// How: the answer's pages are read as the question they answered, a wider one, and its rows are left out that are outside
// of the piece's window or not what the question binds. The columns group_<n> show the question's keys. Where rows have
// to be added up (added_up.h), the sums are read as if AWS had sent them.
//
// Example:
//
//   std::size_t count(KeptRows& rows, const sql::Interrupted& interrupted) {
//     std::size_t count = 0;
//     while (rows.next(interrupted)) ++count;
//     return count;
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/row_reader.h"
#include "connectors/tables/pieces/pieces.h"
#include "sql/scan.h"

namespace awscost::pieces {

class KeptRows : public asking::AskedRows {
 public:
  // All of them outlive the rows; `piece` has an answer.
  KeptRows(const Operation& operation, const sql::Scan& scan, const Piece& piece, kept::KeptAnswers& kept,
           std::shared_ptr<const asking::Destination> destination);

  // Called for each page that is read, before its rows are; it may move the reader.
  using PageRead = std::function<void(page::RowReader& rows, const sql::GroupBy& keys)>;
  void set_page_read(PageRead page_read) { page_read_ = std::move(page_read); }

  // Whether the rows can be had: the first page is there, and what has to be added up can be. Before the first next().
  bool begin(const sql::Interrupted& interrupted);

  bool next(const sql::Interrupted& interrupted) override;
  // Of results and keys.
  sql::Cell cell(std::size_t column) override;
  std::shared_ptr<const asking::Destination> destination() const override { return destination_; }
  bool next_asks() const override { return false; }

 private:
  bool next_page(const sql::Interrupted& interrupted);
  bool read_page();
  bool is_wanted();
  bool is_beyond() const;

  const Operation& operation_;
  const sql::Scan& scan_;
  Piece piece_;
  kept::KeptAnswers& kept_;
  std::shared_ptr<const asking::Destination> destination_;
  sql::Scan read_as_;
  page::RowReader reader_;
  std::string from_;  // of the piece's window, as periods show it
  std::string to_;
  std::size_t period_start_ = 0;
  std::vector<std::size_t> checked_;                  // columns that the question binds and the answer tells apart
  std::vector<std::optional<std::size_t>> shown_by_;  // by column: which column of the answer shows it
  PageRead page_read_;
  int page_ = 0;
  bool has_page_ = false;
  std::size_t next_row_ = 0;
};

}  // namespace awscost::pieces
