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

#include "sql/table.h"
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
  kLimit,  // LIMIT, which names no column
  kOther,  // MATCH, REGEXP, OFFSET, functions
};

enum class Collation : std::uint8_t { kBinary, kNoCase, kOther };

struct Constraint {
  std::optional<std::size_t> column;  // nothing: the rowid, or no column at all (LIMIT)
  Operator op = Operator::kOther;
  bool usable = true;
  Collation collation = Collation::kBinary;
  std::optional<Value> value;  // where it is known at prepare time: a literal
};

// More columns than any table here has; bit i stands for column i.
using ColumnSet = std::bitset<128>;

struct Offer {
  std::vector<Constraint> constraints;  // in SQLite's order: the index decides what SQLite honours (rule R7)
  ColumnSet mentioned;
  std::size_t order_by_terms = 0;  // that SQLite would leave to the table; none here takes them
};

// The columns that SQLite's colUsed names. Bit 63 stands for column 63 and all that follow. For UPDATE, SQLite sets
// every bit, including bits past the last column: an input is then not mentioned, because nobody may have written it.
ColumnSet mentioned_columns(const Table& table, std::uint64_t col_used);

}  // namespace awscost::sql
