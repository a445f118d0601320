// The rows that a statement inside a transaction reads: AWS's list, overlaid with the pending changes.
//
// How: a changed line shows its new group and quantities, a deleted line is left out, new lines follow at the end. The
// changes are those from when the scan opened. Reading sends none of them.
//
// Example:
//
//   std::int64_t first_rowid(PendingRows& rows, const sql::Interrupted& interrupted) {
//     return rows.next(interrupted) ? rows.rowid().value() : 0;
//   }
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/line.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"
#include "sql/source.h"
#include "sql/stored_rows.h"

namespace awscost::bill_scenarios {

class PendingRows : public sql::Rows {
 public:
  // All but `state` outlive the rows.
  PendingRows(const Columns& columns, sql::Source& base, const sql::Scan& scan, sql::Statement& statement,
              std::shared_ptr<const PendingState> state, NumberedLines& numbered);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override;
  // -1 - slot for a new line.
  std::optional<std::int64_t> rowid() override;

 private:
  bool next_of_base(const sql::Interrupted& interrupted);
  bool next_of_new();
  bool is_asked(const PendingLine& line) const;
  void find_places(const sql::Interrupted& interrupted);
  std::string profile();
  Line line();
  std::string text(std::size_t column);
  sql::Cell quantities();

  const Columns& columns_;
  std::shared_ptr<const PendingState> state_;
  NumberedLines& numbered_;
  sql::Scan scan_;  // for the base
  sql::Statement& statement_;
  std::unique_ptr<sql::Rows> base_;
  asking::AskedRows* asked_ = nullptr;  // `base_`, where it knows its destination
  std::vector<std::string> places_;     // the scan's place_of(): new lines of other places are not shown
  bool places_found_ = false;
  bool base_ended_ = false;
  const PendingLine* change_ = nullptr;    // of the current row
  std::optional<std::string> quantities_;  // of the current row, once computed
  sql::StoredRow new_row_;
  std::size_t next_slot_ = 0;
  std::size_t nameless_ = 0;  // rowids given to lines without an id
};

}  // namespace awscost::bill_scenarios
