// The lines of a list with a transaction's changes laid over them: what a statement inside the transaction reads.
//
// How: a changed line shows its new group and quantities, a deleted one is left out, new ones follow at the end. The
// changes are those of the moment at which the scan opened. None of them is sent by reading.
//
//   auto rows = std::make_unique<PendingRows>(columns, base, scan, changes.now(), numbered_lines);
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
  // Of a new line: -1 - slot.
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
  sql::Scan scan_;  // as the base is asked
  sql::Statement& statement_;
  std::unique_ptr<sql::Rows> base_;
  asking::AskedRows* asked_ = nullptr;  // the same, where it says whom it asks
  std::vector<std::string> places_;     // that the scan asks: new lines of other places are not shown
  bool places_found_ = false;
  bool base_ended_ = false;
  const PendingLine* change_ = nullptr;    // of the present row
  std::optional<std::string> quantities_;  // of the present row, once computed
  sql::StoredRow new_row_;
  std::size_t next_slot_ = 0;
  std::size_t nameless_ = 0;  // lines without an id that were asked for a number
};

}  // namespace awscost::bill_scenarios
