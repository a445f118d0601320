// A Scan: one question with all its values, as xFilter asks it.
//
// It is made from a plan and the values that SQLite binds. The rules that need values (sql/README.md: R1, R3, R4, R7, R9)
// are applied here, so that their errors come before any request. Pure: the clock is an argument.
//
// Example:
//
//   std::optional<Window> window_of(const Table& table, const Plan& plan, const std::vector<std::vector<Value>>&
//   values,
//                                   Seconds now) {
//     const Scan scan = make_scan(table, plan, values, now);
//     return scan.empty ? std::nullopt : scan.window;
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/group_by.h"
#include "sql/periods.h"
#include "sql/plan.h"
#include "sql/selection.h"
#include "sql/table.h"
#include "sql/value.h"

namespace awscost::sql {

struct Scan {
  const Table* table = nullptr;
  GroupBy group_by;
  std::optional<Window> window;                    // nothing: the scan is empty, or the table has no history
  std::vector<PeriodCondition> conditions;         // checked on every row
  std::vector<Selection> selections;               // by column index: dimensions, parents, columns that narrow
  std::vector<Range> ranges;                       // by column index: instants and numbers that narrow
  std::vector<std::optional<std::string>> inputs;  // by column index: the bytes bound to an input
  // By column index: the values of a profile or region that has more than one (profile IN ...), each once, in the order
  // of the set. Each row reports its own value (Rows::cell()). `inputs` then holds none.
  std::map<std::size_t, std::vector<std::string>> several;
  ColumnSet mentioned;               // the columns that the statement uses
  ColumnSet at_run_time;             // those bound to values that were not literals
  Seconds now{};                     // the present, from which the history counts
  std::vector<std::string> notices;  // no errors: sentences about what the user may not expect
  Granularity granularity = Granularity::kDaily;
  bool empty = false;          // a contradiction, a NULL or an impossible window: no rows, no request
  bool bound_by_twin = false;  // a condition on a twin of the period bounds the window
  bool cut_a_bound = false;    // a condition compares a timestamp by its date, as SQLite does not
  bool in_turn = false;        // a LIMIT may end the statement before the later ones are needed
  // The parents are another table's values: one that AWS does not know has no rows, as in the other join order. (One that
  // the statement itself names is an error.)
  bool foreign_parents = false;
  // Its requests take turns with others: none is sent ahead.
  bool takes_turns = false;
  // Its rows are the buckets of the window, and no more of them is used (sql/known_periods.h): nobody need be asked.
  bool has_known_periods = false;
  // The statement asks this more often than its text does: once for each row of something else.
  bool in_loop = false;

  bool is_key(std::size_t column) const { return group_by.has(column); }
  // The text bound to the table's input of that role, else its default, else nothing.
  std::optional<std::string_view> input(Role role) const;
  std::optional<std::string_view> input(std::size_t column) const;
  bool binds_input(std::size_t column) const { return inputs[column].has_value() || several.count(column) != 0; }
};

// The values of one argument of a plan: one, or the members of an IN.
using ArgumentValues = std::vector<Value>;

// Whether the statement itself gives the value of plan.arguments[argument]: as a literal, a parameter or a function of
// those, and not as a column of another table. Only asked where the answer counts, because finding it out costs.
using IsOwn = std::function<bool(std::size_t argument)>;

// `values` in the order of plan.arguments. Without `is_own`, the statement gives them all. Throws sql::Error with the
// cure.
Scan make_scan(const Table& table, const Plan& plan, const std::vector<ArgumentValues>& values, Seconds now,
               const IsOwn& is_own = {});

// A scan whose inputs have several values stands for scans whose inputs have one: their number, and the nth of them in
// the order of the sets.
std::size_t count_single(const Scan& scan);
Scan single(const Scan& scan, std::size_t nth);

}  // namespace awscost::sql
