// The entries of all tables that the extension registers. in_sql_test.cc checks against the loaded extension that none
// is forgotten.
//
//   const EveryTable every;
//   reference_page(every.entries());
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

#include "connectors/asking/kept/in_sql.h"
#include "connectors/asking/settings/in_sql.h"
#include "connectors/asking/spend/in_sql.h"
#include "connectors/asking/statement/last_statement.h"
#include "connectors/asking/statement/notices.h"
#include "connectors/tables/bill_scenarios/write_log.h"
#include "connectors/tables/catalog/in_sql.h"
#include "connectors/tables/operations/operations.h"

namespace awscost::catalog {

class EveryTable {
 public:
  std::vector<Entry> entries() const {
    const std::vector<const sql::Table*> others = {
        &requests_->table(), &spending_table_->table(), &writes_->table(),        &notices_table_->table(),
        &cache_->table(),    &last_statement_->table(), &settings_table_->table()};
    return catalog::entries(all_operations(), others);
  }

 private:
  settings::Settings settings_{settings::Surroundings{.environment = [](const char*) { return std::nullopt; },
                                                      .read_file = [](const char*) { return std::nullopt; },
                                                      .clock = [] { return std::chrono::sys_seconds{}; }}};
  spend::Ledger ledger_;
  std::unique_ptr<sql::Source> requests_ = spend::requests_table(ledger_);
  spend::FileSpending spending_{{}};
  std::unique_ptr<sql::Source> spending_table_ = spend::spending_table(spending_);
  bill_scenarios::WriteLog log_;
  std::unique_ptr<sql::Source> writes_ = bill_scenarios::writes_table(log_);
  asking::Notices notices_{[] { return std::chrono::sys_seconds{}; }};
  std::unique_ptr<sql::Source> notices_table_ = asking::notices_table(notices_);
  kept::FileKeptAnswers kept_{{}};
  std::unique_ptr<sql::Source> cache_ = kept::cache_table(kept_);
  std::deque<sql::ScanRecord> records_;
  std::unique_ptr<sql::Source> last_statement_ =
      asking::last_statement_table([this]() -> const auto& { return records_; });
  std::unique_ptr<sql::Source> settings_table_ = settings::settings_table(settings_);
};

}  // namespace awscost::catalog
