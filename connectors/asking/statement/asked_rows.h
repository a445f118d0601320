// Rows with the destination that each was read from, so that a changed row is written back there.
//
// Example:
//
//   std::string account_of(const AskedRows& rows) {
//     return rows.destination() ? rows.destination()->account_id : std::string();
//   }
#pragma once

#include <memory>

#include "connectors/asking/question/destination.h"
#include "sql/source.h"

namespace awscost::asking {

class AskedRows : public sql::Rows {
 public:
  // The current row's. Null before the first row.
  virtual std::shared_ptr<const Destination> destination() const = 0;

  // Whether the next call of next() needs a further answer, sent for or kept.
  virtual bool next_asks() const { return true; }
};

}  // namespace awscost::asking
