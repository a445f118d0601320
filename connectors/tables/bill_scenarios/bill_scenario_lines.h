// The lines of bill scenarios as a table that can be changed: AWS's list, the changes of a transaction laid over it,
// and who sends them.
//
//   BillScenarioLines lines(std::make_unique<assembly::OperationSource>(…), {.connector = meter, …});
//   lines.open(scan)      reads, pending changes included
//   lines.writer()        INSERT, UPDATE, DELETE, COMMIT
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
