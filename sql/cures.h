// What to write instead: the sentences that end a query which the table cannot answer rightly.
//
// All of them stand here, because the mistakes are few and common, and each cure has to be complete: the statement or
// the condition to write, with names and values that exist.
//
// Example:
//
//   std::string sentence_about_group_by_in(const Table& table) {
//     return group_by_in(table);
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/group_by.h"
#include "sql/offer.h"
#include "sql/periods.h"
#include "sql/table.h"
#include "sql/value.h"

namespace awscost::sql::cure {

// R1: the statement needs the value of a dimension that is neither a key nor bound: GROUP BY service without group_by,
// or <>, NOT IN, LIKE or OR on a slice.
std::string unbound_dimension(const Table& table, const GroupBy& group_by, std::size_t column);

// The statement mentions a result that AWS sends with a key alone, and the key is not in group_by.
std::string needs_key(const Table& table, const GroupBy& group_by, std::size_t column);

// The statement reads a slice that is bound to several values, which each row adds up.
std::string several_values(const Table& table, const GroupBy& group_by, std::size_t column);

// R2: SQLite wants to merge the branches of an OR (or the passes of a RIGHT or FULL JOIN), each with its own slices.
std::string merged_branches(const Table& table, std::size_t column);

// R2: when SQLite merges scans it checks periods again, and compares a midnight timestamp as text: rows would be lost.
std::string merged_timestamps(const Table& table);

// R3: the statement mentions an input without binding it by `=`.
std::string unbound_input(const Table& table, std::size_t column);

// An input without which the API cannot be asked.
std::string missing_input(const Table& table, std::size_t column);

// R4: a text column is compared with a number or a blob.
std::string wrong_type(const Table& table, std::size_t column, const Value& value);

// R7: SQLite honours omit for 16 conditions and tells = and IN apart for 32; the condition stands behind them.
std::string too_many_conditions(const Table& table, std::size_t column);

// IN on group_by would add up two grains.
std::string group_by_in(const Table& table);

// A condition on an end of the window moves no window: it could only drop the one row.
std::string condition_on_window(const Table& table, std::size_t column);

// The input granularity is none of the table's.
std::string no_granularity(const Table& table, std::string_view text);

// The statement asks only for a month of which AWS has a part: `part`.
std::string cut_month(const Table& table, const Window& part);

}  // namespace awscost::sql::cure
