// What SQLite offers a table at prepare time: one list of constraints and the set of columns the statement mentions.
//
// The bridge fills it from sqlite3_index_info; the planner reads nothing else, so it can be tested without SQLite.
//
//   WHERE service = 'x' AND period_start >= ?  ->  {service kEq usable 'x'}, {period_start kGe usable (unknown)}
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sql/value.h"

namespace awscost::sql {

enum class Operator : std::uint8_t {
  kEq,
  kIn,  // arrives as `=` that sqlite3_vtab_in() can hand over whole
  kIs,  // a NULL value means IS NULL
  kIsNull,
  kLt,
  kLe,
  kGt,
  kGe,
  kLike,  // LIKE and GLOB announce a derived >= / < pair on the same column
  kGlob,
  kNe,  // never consumed (rule R5), named in messages
  kIsNot,
  kIsNotNull,
  kOther,  // MATCH, REGEXP, LIMIT, OFFSET, functions
};

enum class Collation : std::uint8_t { kBinary, kNoCase, kOther };

struct Constraint {
  std::optional<std::size_t> column;  // nothing: the rowid, or no column at all (LIMIT)
  Operator op = Operator::kOther;
  bool usable = true;
  Collation collation = Collation::kBinary;
  std::optional<Value> value;  // where it is known at prepare time: a literal
};

// More columns than any table here has; bit i stands for column i. The bridge spreads colUsed's last bit over all the
// columns that share it.
using ColumnSet = std::bitset<128>;

struct Offer {
  std::vector<Constraint> constraints;  // in SQLite's order: the index decides what SQLite honours (rule R7)
  ColumnSet mentioned;
  // LIMIT ends the statement once it has rows enough, and nothing (ORDER BY) makes it wait for all of them. A hint.
  bool limited = false;
};

}  // namespace awscost::sql
