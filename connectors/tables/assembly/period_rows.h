// The rows of a scan whose periods are known without asking (sql/known_periods.h): the buckets of its window.
//
// How: the first row looks for whom to ask, as if it asked: without credentials, or with a profile that does not exist, the
// statement ends in the same error. Nothing is sent to the service.
//
// Example:
//
//   std::unique_ptr<sql::Rows> days(const Operation& operation, const sql::Scan& scan, asking::Statement& statement) {
//     return std::make_unique<PeriodRows>(operation, scan, statement);
//   }
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "connectors/asking/statement/statement.h"
#include "connectors/tables/operations/operation.h"
#include "sql/periods.h"
#include "sql/source.h"

namespace awscost::assembly {

class PeriodRows : public sql::Rows {
 public:
  // All of them outlive it.
  PeriodRows(const Operation& operation, const sql::Scan& scan, asking::Statement& statement);

  bool next(const sql::Interrupted& interrupted) override;
  // Of a period; NULL of what an ungrouped row has none of. Throws std::logic_error for anything else.
  sql::Cell cell(std::size_t column) override;

 private:
  const Operation& operation_;
  const sql::Scan& scan_;
  asking::Statement& statement_;
  std::vector<sql::Bucket> buckets_;
  std::size_t next_ = 0;
  std::string start_;  // of the present row
  std::string end_;
};

}  // namespace awscost::assembly
