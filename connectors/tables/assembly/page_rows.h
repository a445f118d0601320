// The rows of one paged list: an operation asked for one scan, of one parent where it has parents.
//
// Where AWS refuses a question that conditions have narrowed (a plan, key or service that it does not know), the whole
// list is asked for instead, and SQLite finds no row in it: a condition on a result is never an error. A refusal is
// free.
//
//   PageRows rows(operation, scan, "", connector, rows_decoded);
//   while (rows.next(interrupted)) rows.cell(column);
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "connectors/wire/call.h"
#include "sql/source.h"

namespace awscost::assembly {

class PageRows : public sql::Rows {
 public:
  // All of them outlive the rows, but for `parent`: the id of the one whose list is asked for, or empty. Throws
  // sql::Error where the question cannot be asked; sends nothing yet.
  PageRows(const Operation& operation, const sql::Scan& scan, std::string parent, wire::Connector& connector,
           const page::RowsDecoded& rows_decoded);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override;

  page::Pages& pages() { return *pages_; }

  // Before the first next(): reads the first page now, so that what is wrong with it is thrown here.
  void begin(const sql::Interrupted& interrupted);

 private:
  bool next_page(const sql::Interrupted& interrupted);
  std::unique_ptr<page::Pages> ask(const sql::Scan& scan);

  const Operation& operation_;
  const sql::Scan& scan_;
  std::string parent_;
  wire::Connector& connector_;
  const page::RowsDecoded& rows_decoded_;
  std::unique_ptr<sql::Scan> whole_;  // what is asked instead
  std::unique_ptr<page::Pages> pages_;
  bool answered_ = false;
  std::size_t next_row_ = 0;
  std::size_t rows_in_page_ = 0;
};

}  // namespace awscost::assembly
