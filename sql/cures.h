// What to write instead: the sentences that end a query the table cannot answer rightly.
//
// One place, because the mistakes are few, everybody makes them, and the cure has to be complete: the statement or the
// condition to write, with names and values that exist.
//
//   throw Error(cure::unbound_dimension(table, group_by, mentioned, column));
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

// R1: the statement needs the value of a dimension that is neither a key nor bound (GROUP BY service without group_by;
// <>, NOT IN, LIKE, OR on a slice).
std::string unbound_dimension(const Table& table, const GroupBy& group_by, std::size_t column);

// A result that comes with a key alone is mentioned, and the key is not in group_by.
std::string needs_key(const Table& table, const GroupBy& group_by, std::size_t column);

// A slice bound to several values is read: a row adds them all up.
std::string several_values(const Table& table, const GroupBy& group_by, std::size_t column);

// R2: SQLite wants to merge OR branches (or the two passes of a RIGHT or FULL JOIN), each with slices of its own.
std::string merged_branches(const Table& table, std::size_t column);

// R2: merging scans, SQLite checks the periods once more, and a midnight timestamp as it stands: rows would be lost.
std::string merged_timestamps(const Table& table);

// R3: an input is mentioned, but not by `=`.
std::string unbound_input(const Table& table, std::size_t column);

// An input without which the API cannot be asked.
std::string missing_input(const Table& table, std::size_t column);

// R4: text compared with a number or a blob.
std::string wrong_type(const Table& table, std::size_t column, const Value& value);

// R7: the condition stands where SQLite no longer tells = and IN apart or honours omit.
std::string too_many_conditions(const Table& table, std::size_t column);

// IN on group_by would add up two grains.
std::string group_by_in(const Table& table);

// A condition on the window's own ends, where no input sets them: it could only drop the one row that was asked for.
std::string condition_on_window(const Table& table, std::size_t column);

// `granularity` is no granularity.
std::string no_granularity(const Table& table, std::string_view text);

// Only a month is asked for that AWS would cut; `part`: what it has of it.
std::string cut_month(const Table& table, const Window& part);

}  // namespace awscost::sql::cure
