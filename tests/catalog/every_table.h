// The entries of everything the extension registers, for tests of what is said about them. That none is forgotten here
// is checked against the loaded extension (in_sql_test.cc).
//
//   const EveryTable every;
//   reference_page(every.entries());
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "connectors/catalog/in_sql.h"
#include "connectors/operations/operations.h"
#include "connectors/settings/in_sql.h"
#include "connectors/spend/in_sql.h"
#include "connectors/writes/write_log.h"

namespace awscost::catalog {

class EveryTable {
 public:
  std::vector<Entry> entries() const {
    const std::vector<const sql::Table*> others = {&requests_->table(), &writes_->table(), &settings_table_->table()};
    return catalog::entries(all_operations(), others);
  }

 private:
  settings::Settings settings_{settings::Surroundings{.environment = [](const char*) { return std::nullopt; },
                                                      .read_file = [](const char*) { return std::nullopt; },
                                                      .clock = [] { return std::chrono::sys_seconds{}; }}};
  spend::Ledger ledger_;
  std::unique_ptr<sql::Source> requests_ = spend::requests_table(ledger_);
  writes::WriteLog log_;
  std::unique_ptr<sql::Source> writes_ = writes::writes_table(log_);
  std::unique_ptr<sql::Source> settings_table_ = settings::settings_table(settings_);
};

}  // namespace awscost::catalog
