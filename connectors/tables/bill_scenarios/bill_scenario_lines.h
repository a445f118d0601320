// The lines of bill scenarios as a writable table: AWS's list, overlaid with the pending changes of the transaction.
//
// Example:
//
//   std::unique_ptr<sql::Source> writable(std::unique_ptr<sql::Source> lines, Options options) {
//     return std::make_unique<BillScenarioLines>(std::move(lines), std::move(options));
//   }
#pragma once

#include <memory>

#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/line_writer.h"
#include "sql/source.h"

namespace awscost::bill_scenarios {

class BillScenarioLines : public sql::Source {
 public:
  // `base` lists the lines; its table has the columns of columns.h.
  BillScenarioLines(std::unique_ptr<sql::Source> base, Options options);

  const sql::Table& table() const override { return base_->table(); }
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan, sql::Statement& statement) override;
  sql::Writer* writer() override { return &writer_; }

 private:
  std::unique_ptr<sql::Source> base_;
  Columns columns_;
  LineWriter writer_;
};

}  // namespace awscost::bill_scenarios
