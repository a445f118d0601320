// Rows that say whom each of them was asked of, so that a change of one goes where it was read.
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
  // Of the present row. Null before the first one.
  virtual std::shared_ptr<const Destination> destination() const = 0;
};

}  // namespace awscost::asking
