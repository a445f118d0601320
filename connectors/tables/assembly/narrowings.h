// Stops narrowing a list when a join passes one value after another to a column that narrows.
//
// How: the first different narrowings of a statement are requested as they are: four of a free list, one of a paid
// list. After that the whole list is read once (the statement keeps replies), and SQLite picks the rows, because it
// checks every condition that narrows. So a nested loop over a thousand keys ends after a handful of requests.
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

// The narrowings of one table in one statement.
class Narrowings {
 public:
  // True where the statement has used up its narrowings and this is another one; else remembers it.
  bool are_too_many_with(const Operation& operation, const sql::Scan& scan);

 private:
  std::unordered_set<std::string> asked_;
};

// True where a condition leaves out rows of the list.
bool is_narrowed(const sql::Scan& scan);

// The same scan without the conditions that narrow it.
sql::Scan whole(sql::Scan scan);

}  // namespace awscost::assembly
