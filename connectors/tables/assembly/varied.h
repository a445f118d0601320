// What to do when a join hands one value after another to a column that narrows: stop narrowing.
//
// How: the first few different narrowings of a statement are asked for as they are: of a free list four, of one that is
// paid a single one. From then on the whole list is asked for, once (the statement's replies are kept), and SQLite
// picks the rows, as it always does of what narrows: a nested loop over a thousand keys ends after a handful of
// requests instead of a thousand.
//
//   Varied varied(operation, [&] { return replies.statement(); });
//   if (varied.asks_for_all(scan)) scan = whole(scan);
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_set>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::assembly {

class Varied {
 public:
  // `statement` numbers the running statement; empty: all is one statement.
  Varied(const Operation& operation, std::function<std::uint64_t()> statement);

  // Is this one narrowing too many for a list that the statement asks for again and again?
  bool asks_for_all(const sql::Scan& scan);

 private:
  std::size_t most_;  // narrowings that are asked for exactly
  std::function<std::uint64_t()> statement_;
  std::uint64_t present_ = 0;
  std::unordered_set<std::string> seen_;  // narrowings of the present statement
};

// Does a condition leave out rows of the list?
bool is_narrowed(const sql::Scan& scan);

// The same question without what narrows it.
sql::Scan whole(sql::Scan scan);

}  // namespace awscost::assembly
