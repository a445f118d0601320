// The table `awscost_last_statement`: what the scans of the last statement that ended did, after the fact.
//
//   SELECT table_name, plan, scans, requests, rows_fetched, rows_given, answered_from, charge_usd
//   FROM awscost_last_statement
//
// Example:
//
//   std::string_view table_name(const std::deque<sql::ScanRecord>& records) {
//     return last_statement_table([&records]() -> const std::deque<sql::ScanRecord>& { return records; })->table().name;
//   }
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "sql/scan_record.h"
#include "sql/source.h"

namespace awscost::asking {

// "sent, statement": where the scan's answers came from; "none" where it had none.
std::string answered_from(const sql::ScanRecord& record);

// `records` is called for each scan of the table.
std::unique_ptr<sql::Source> last_statement_table(std::function<const std::deque<sql::ScanRecord>&()> records);

}  // namespace awscost::asking
