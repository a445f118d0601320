// What SQLite offers a table at prepare time: the constraints, and the columns that the statement mentions.
//
// The bridge fills it from sqlite3_index_info. The planner reads nothing else, so it is tested without SQLite.
//
//   WHERE service = 'x' AND period_start >= ?  ->  {service kEq usable 'x'}, {period_start kGe usable (unknown)}
//
// Example:
//
//   Offer service_is(std::size_t column, const char* service) {
//     Offer offer;
//     offer.constraints.push_back({.column = column, .op = Operator::kEq, .value = std::string(service)});
//     offer.mentioned.set(column);
//     return offer;
//   }
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
  kIn,  // SQLite offers it as `=`; sqlite3_vtab_in() can hand over the whole set
  kIs,  // a NULL value means IS NULL
  kIsNull,
  kLt,
  kLe,
  kGt,
  kGe,
  kLike,  // beside LIKE and GLOB, SQLite offers a derived pair of >= and < on the same column
  kGlob,
  kNe,  // never consumed (rule R5); messages name it
  kIsNot,
  kIsNotNull,
  kLimit,  // LIMIT, which names no column
  kMatch,
  kOther,  // REGEXP, OFFSET, functions
};

enum class Collation : std::uint8_t { kBinary, kNoCase, kOther };

struct Constraint {
  std::optional<std::size_t> column;  // nothing: the rowid, or no column at all (LIMIT)
  Operator op = Operator::kOther;
  bool usable = true;
  Collation collation = Collation::kBinary;
  std::optional<Value> value;  // a literal, which is known at prepare time; else nothing
};

// More columns than any table here has; bit i stands for column i.
using ColumnSet = std::bitset<128>;

struct Offer {
  std::vector<Constraint> constraints;  // in SQLite's order, because SQLite honours omit and IN by index (rule R7)
  ColumnSet mentioned;
  std::size_t order_by_terms = 0;
  // The columns of GROUP BY, where SQLite takes rows that come group by group; else none, and SQLite sorts all rows.
  std::vector<std::size_t> group_terms;
};

// The columns that SQLite's colUsed names. Bit 63 stands for column 63 and all that follow. For UPDATE, SQLite sets
// every colUsed bit, including bits past the last column: inputs then do not count as mentioned.
ColumnSet mentioned_columns(const Table& table, std::uint64_t col_used);

}  // namespace awscost::sql
