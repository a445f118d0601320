// The rows of several lists, one a parent: the usage of every usage plan, the lines of every bill scenario.
//
// How: the parents are those the scan names, or all that their own operation lists. A few lists are asked for at once
// and their first pages kept; rows come parent by parent, in the parents' order, and further pages when they are
// reached. Only what is free is asked ahead: where pages are paid, one after the other. A parent that was listed and is
// gone by the time its list is asked for has no rows; one that the statement names itself is AWS's error.
//
//   FanOut rows(kGetUsage, scan, connector, rows_decoded);
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "connectors/source/page_rows.h"

namespace awscost::source {

class FanOut : public sql::Rows {
 public:
  // As PageRows.
  FanOut(const Operation& operation, const sql::Scan& scan, wire::Connector& connector,
         const page::RowsDecoded& rows_decoded);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(int column) override { return asked_.front()->cell(column); }

 private:
  void find_parents(const sql::Interrupted& interrupted);
  void ask(const sql::Interrupted& interrupted);
  void send(const sql::Interrupted& interrupted);

  const Operation& operation_;
  const sql::Scan& scan_;
  wire::Connector& connector_;
  const page::RowsDecoded& rows_decoded_;
  bool listed_ = false;  // the parents are known
  bool named_ = false;   // … because the statement names them
  std::vector<std::string> parents_;
  std::size_t next_parent_ = 0;
  std::deque<std::unique_ptr<PageRows>> asked_;  // the first one's rows are shown
};

}  // namespace awscost::source
