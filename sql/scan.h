// A Scan: one question with all its values, as xFilter asks it.
//
// Made from a plan and the values SQLite bound to it; here the rules that need values are applied (DESIGN 2.2: R1, R3,
// R4, R7, R10), so that an error is raised before any request. Pure: the clock is an argument.
//
//   Scan scan = make_scan(table, plan, values, now);
//   if (scan.empty) …            no rows, no request
//   scan.window, scan.group_by, scan.selections[column], scan.input(Role::kFilter)
#pragma once

#include <cstddef>
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
  bool empty = false;  // contradictory, NULL or an impossible window: no rows, no request
  GroupBy group_by;
  Granularity granularity = Granularity::kDaily;
  std::optional<Window> window;                    // set unless empty or the table has no history
  std::vector<PeriodCondition> conditions;         // checked on every row
  bool cut_a_bound = false;                        // a timestamp stands for its date there: SQLite would not see that
  std::vector<Selection> selections;               // by column index: dimensions, parents, columns that narrow
  std::vector<Range> ranges;                       // by column index: instants and numbers that narrow
  std::vector<std::optional<std::string>> inputs;  // by column index: the bytes bound to an input
  // By column index: the values of an input that is asked together, where there is more than one (profile IN …), in the
  // order of the set and each once. Each row is of one of them: Rows::cell() says of which. `inputs` then holds none.
  std::map<std::size_t, std::vector<std::string>> several;
  bool in_turn = false;  // a LIMIT may leave the later ones unneeded
  ColumnSet mentioned;   // the columns the statement uses

  bool is_key(std::size_t column) const { return group_by.has(column); }
  // What was bound to the table's input of that role, else its fallback, else nothing.
  std::optional<std::string_view> input(Role role) const;
  std::optional<std::string_view> input(std::size_t column) const;
  bool binds_input(std::size_t column) const { return inputs[column].has_value() || several.count(column) != 0; }
};

// The values of one argument of a plan: one, or the members of an IN.
using ArgumentValues = std::vector<Value>;

// `values` in the order of plan.arguments. Throws sql::Error with the cure.
Scan make_scan(const Table& table, const Plan& plan, const std::vector<ArgumentValues>& values, Seconds now);

// A scan whose inputs have several values is made of scans whose inputs have one: how many, and the nth of them, in the
// order of their sets.
std::size_t count_single(const Scan& scan);
Scan single(const Scan& scan, std::size_t nth);

}  // namespace awscost::sql
