// The rows of one paged list: an operation asked for one scan, of one parent where it has parents.
//
// Where AWS refuses a question that conditions have narrowed (a plan, key or service that it does not know), the whole
// list is asked for instead, and SQLite finds no row in it: a condition on a result is never an error. A refusal is
// free.
//
// Example:
//
//   std::size_t count(PageRows& rows, const sql::Interrupted& interrupted) {
//     std::size_t count = 0;
//     while (rows.next(interrupted)) ++count;
//     return count;
//   }
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "sql/source.h"

namespace awscost::assembly {

// What the rows of an operation are asked by; outlives them.
struct Asking {
  const Operation& operation;
  asking::Statement& statement;
  const page::RowsDecoded& rows_decoded;
};

class PageRows : public asking::AskedRows {
 public:
  // `scan` outlives the rows. `parent`: the id of the one whose list is asked for, or empty. Throws sql::Error where
  // the question cannot be asked; sends nothing yet.
  PageRows(const Asking& asking, const sql::Scan& scan, std::string parent);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override;

  std::shared_ptr<const asking::Destination> destination() const override { return pages_->destination(); }

  page::Pages& pages() { return *pages_; }

  // Before the first next(): reads the first page now, so that what is wrong with it is thrown here.
  void begin(const sql::Interrupted& interrupted);

 private:
  bool next_page(const sql::Interrupted& interrupted);
  std::unique_ptr<page::Pages> pages_of(const sql::Scan& scan) const;

  Asking asking_;
  const sql::Scan& scan_;
  std::string parent_;
  std::unique_ptr<sql::Scan> whole_;  // what is asked instead
  std::unique_ptr<page::Pages> pages_;
  bool answered_ = false;
  std::size_t next_row_ = 0;
  std::size_t rows_in_page_ = 0;
};

}  // namespace awscost::assembly
