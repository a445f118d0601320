// Stops narrowing where a join hands one value after another to a column that narrows.
//
// How: the first few different narrowings of a statement are asked for as they are: four of a free list, one of a list
// that is paid. From then on the whole list is asked for, once (the statement keeps replies), and SQLite picks the
// rows, as it always does of what narrows: a nested loop over a thousand keys ends after a handful of requests.
//
// Example:
//
//   sql::Scan asked(const Operation& operation, const sql::Scan& scan, Narrowings& narrowings) {
//     return narrowings.are_too_many_with(operation, scan) ? whole(scan) : scan;
//   }
#pragma once

#include <string>
#include <unordered_set>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::assembly {

// Those that one table was asked for in one statement.
class Narrowings {
 public:
  // Is this one narrowing too many for a list that the statement asks for again and again? Remembers it where not.
  bool are_too_many_with(const Operation& operation, const sql::Scan& scan);

 private:
  std::unordered_set<std::string> asked_;
};

// Does a condition leave out rows of the list?
bool is_narrowed(const sql::Scan& scan);

// The same question without what narrows it.
sql::Scan whole(sql::Scan scan);

}  // namespace awscost::assembly
