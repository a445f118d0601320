// The rows of one paged list: an operation asked for one scan, of one parent where it has parents.
//
//   PageRows rows(operation, scan, "", connector, rows_decoded);
//   while (rows.next(interrupted)) rows.cell(column);
#pragma once

#include <cstddef>
#include <string>

#include "connectors/operations/operation.h"
#include "connectors/page/pages.h"
#include "connectors/wire/call.h"
#include "sql/source.h"

namespace awscost::source {

class PageRows : public sql::Rows {
 public:
  // All of them outlive the rows, but for `parent`: the id of the one whose list is asked for, or empty. Throws
  // sql::Error where the question cannot be asked; sends nothing yet.
  PageRows(const Operation& operation, const sql::Scan& scan, std::string parent, wire::Connector& connector,
           const page::RowsDecoded& rows_decoded);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(int column) override;

  page::Pages& pages() { return pages_; }

 private:
  const sql::Scan& scan_;
  std::string parent_;
  page::Pages pages_;
  std::size_t next_row_ = 0;
  std::size_t rows_in_page_ = 0;
  std::string text_;  // what a cell borrows from that stands in the question, not in the answer
};

}  // namespace awscost::source
