#include "connectors/tables/bill_scenarios/bill_scenario_lines.h"

#include <utility>

#include "connectors/tables/bill_scenarios/pending_rows.h"

namespace awscost::bill_scenarios {

BillScenarioLines::BillScenarioLines(std::unique_ptr<sql::Source> base, Options options)
    : base_(std::move(base)), columns_(base_->table()), writer_(columns_, std::move(options)) {}

std::unique_ptr<sql::Rows> BillScenarioLines::open(const sql::Scan& scan, sql::Statement& statement) {
  return std::make_unique<PendingRows>(columns_, *base_, scan, statement, writer_.pending(), writer_.numbered());
}

}  // namespace awscost::bill_scenarios
