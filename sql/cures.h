// What to write instead: the sentences that end a query which the table cannot answer rightly.
//
// All of them stand here, because the mistakes are few and common. The first sentence says what is wrong, the second the
// likeliest cure: the condition or clause to write, with names and values that exist. awscost_help (connectors/tables/catalog/help.h) has the
// rest. Tests obey every cure.
//
// Example:
//
//   std::string sentence_about_group_by_in(const Table& table) {
//     return group_by_in(table);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sql/group_by.h"
#include "sql/offer.h"
#include "sql/periods.h"
#include "sql/table.h"
#include "sql/value.h"

namespace awscost::sql::cure {

// How a statement uses a slice that nothing binds.
enum class Use : std::uint8_t {
  kValue,       // selects or groups by it, or in a way that SQLite does not offer
  kPattern,     // LIKE, GLOB
  kInequality,  // <>, IS NOT
};

// R1: the statement needs the value of a dimension that is neither a key nor bound: GROUP BY service without group_by,
// or <>, NOT IN, LIKE or OR on a slice.
std::string unbound_dimension(const Table& table, const GroupBy& group_by, std::size_t column, Use use = Use::kValue);

// The statement mentions a result that AWS sends with a key alone, and the key is not in group_by.
std::string needs_key(const Table& table, const GroupBy& group_by, std::size_t column);

// A notice: the table lists a slice that the statement reads and nothing binds.
std::string reads_null(const Table& table, std::size_t column);

// The statement reads a slice that is bound to several values, which each row adds up.
std::string several_values(const Table& table, const GroupBy& group_by, std::size_t column);

// R2: SQLite wants to merge the branches of an OR (or the passes of a RIGHT or FULL JOIN), each with its own slices.
// A loop asks once for each value of the columns that vary, and the question of that number was not sent: how to ask for
// all at once, as a sentence after another. Empty where there is no such way, or this is the first question.
std::string asked_singly(const Table& table, const GroupBy& group_by, const ColumnSet& varied, std::size_t asked);
std::string merged_branches(const Table& table, std::size_t column);

// R2: when SQLite merges scans it checks periods again, and compares a midnight timestamp as text: rows would be lost.
std::string merged_timestamps(const Table& table);

// R3: the statement mentions an input without binding it by `=`.
std::string unbound_input(const Table& table, std::size_t column);

// An input that is compared with the literal NULL: it would give no rows, unsaid.
std::string null_input(const Table& table, std::size_t column);

// An input without another one that it needs.
std::string alone(const Table& table, std::size_t column, std::size_t other);

// MATCH, which no table here has.
std::string match(const Table& table, std::size_t column);

// A period is compared with a text that is no date, and begins none.
std::string no_date(const Table& table, std::size_t column, const std::string& text);

// The statement itself asks for periods before the table's history, which no condition moves. `bound` is the value that
// it gives.
std::string behind_history(const Table& table, std::size_t column, const std::string& bound, const Behind& behind);

// The same of another table's value, which is no error: it matches nothing there. A notice.
std::string behind_history_from_elsewhere(const Table& table, std::size_t column);

// A period is compared by = with a time at which none begins or ends; `around`: the begin of the period around it. A
// notice.
std::string no_period_begins(const Table& table, std::size_t column, const std::string& text, const std::string& around,
                             Granularity granularity);

// A timestamp of another table is compared with a period that has another form. SQLite would compare the texts in one
// join order, and the table their meaning in the other.
std::string foreign_timestamp(const Table& table, std::size_t column, Operator op, const std::string& text,
                              Granularity granularity);

// A group_by key that is no column of the table.
std::string unknown_key(const Table& table, std::string_view key);

// More keys than the API groups by.
std::string too_many_keys(const Table& table, const GroupBy& group_by, const std::string& text);

// An input without which the API cannot be asked.
std::string missing_input(const Table& table, std::size_t column);

// R4: a text column is compared with a number or a blob.
std::string wrong_type(const Table& table, std::size_t column, const Value& value);

// The same of a period: CAST('2026-11-01' AS DATE) is the number 2026 to SQLite, and programs keep instants as seconds
// or milliseconds.
std::string number_for_a_period(const Table& table, std::size_t column, const Value& value);

// R7: SQLite honours omit for 16 conditions and tells = and IN apart for 32; the condition stands behind them.
std::string too_many_conditions(const Table& table, std::size_t column);

// IN on group_by would add up two grains.
std::string group_by_in(const Table& table);

// A condition on an end of the window moves no window: it could only drop the one row.
std::string condition_on_window(const Table& table, std::size_t column);

// The input granularity is none of the table's.
std::string no_granularity(const Table& table, std::string_view text);

// A notice: a condition on a twin of the period reaches behind the window, which begins at `start`.
std::string twin_behind(const Table& table, const Column& twin, const std::string& start);

// A paid scan asks for all of the history, and the setting `unbounded` refuses that.
std::string unbounded(const Table& table, const History& history, Granularity granularity, Seconds now);

// The statement asks only for a month of which AWS has a part: `part`.
std::string cut_month(const Table& table, const Window& part);

}  // namespace awscost::sql::cure
