// What the scans of one plan did in a statement: the counters behind the table `awscost_last_statement`.
//
// A statement has one record for each table and plan: a join's thousands of scans by one plan count in one record.
//
// Example:
//
//   double share_of_use(const ScanRecord& record) {
//     if (record.rows_fetched == 0) return 1;
//     return static_cast<double>(record.rows_given) / static_cast<double>(record.rows_fetched);
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace awscost::sql {

struct ScanRecord {
  std::string table;
  std::string plan;  // as EXPLAIN QUERY PLAN shows it
  std::int64_t scans = 0;
  std::int64_t requests = 0;  // sent, repetitions included
  std::int64_t pages = 0;     // read, wherever they came from
  std::int64_t rows_fetched = 0;
  std::int64_t rows_given = 0;      // to SQLite
  std::int64_t bytes = 0;           // of answers that were sent for
  std::int64_t charge_micros = 0;   // millionths of a US dollar
  std::chrono::nanoseconds wait{};  // for answers
  // Where answers came from.
  bool sent_for = false;
  bool from_statement = false;  // the statement had it already
  bool from_kept = false;       // the same question, kept past its statement
  bool from_wider = false;      // contained in a kept answer to a wider question
};

}  // namespace awscost::sql
