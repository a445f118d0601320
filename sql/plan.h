// The plan: what of a WHERE clause goes into the request, decided at prepare time without values.
//
// make_plan is pure: a table and an Offer in, a Plan and the answers SQLite wants out. The plan travels from xBestIndex
// to xFilter as readable text (sql/plan_text.h), which EXPLAIN QUERY PLAN shows. Rules R1 to R10 of DESIGN 2.2.
//
//   SELECT sum(unblended_cost) FROM ce_cost_and_usage('service') WHERE service = 'x' AND period_start >= ?
//   arguments: service = ?, group_by = ?, period_start >= ?; all three consumed; cost 0.9e6
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/offer.h"
#include "sql/table.h"

namespace awscost::sql {

// One value (or IN set) that xFilter will get, in argv order.
struct Argument {
  std::size_t column = 0;
  Operator op = Operator::kEq;  // kEq, kIn, kIs, kIsNull, kLt, kLe, kGt, kGe
  // SQLite checks this one again on every row. A key or a bound may then narrow by it without answering for it; a
  // slice cannot be checked from outside unless it reads back one value. Always so of parents and of what narrows.
  bool rechecked = false;
  // Derived from LIKE or GLOB: its text need not begin a date.
  bool derived = false;
  // Stands where SQLite no longer honours what the table asks for (rule R7); implies rechecked.
  bool late = false;
  // Of an input that is asked together: one value after the other, because a LIMIT may leave the later ones unneeded.
  bool in_turn = false;
  bool operator==(const Argument&) const = default;
};

// Something seen at prepare time that must end the query at run time, so that OR branches and joins that SQLite drops
// later do not fail.
enum class Refusal : std::uint8_t {
  kGroupByIn,  // group_by IN (…) would add up two grains
  kOfWindow,   // a condition on the ends of a window that no input sets
  kTooLate,    // a slice or group_by at constraint 32 or later: = and IN can no longer be told apart
};

struct Refused {
  Refusal why = Refusal::kGroupByIn;
  std::size_t column = 0;
  bool operator==(const Refused&) const = default;
};

struct Plan {
  std::vector<Argument> arguments;
  std::vector<Refused> refused;
  ColumnSet mentioned;
  std::optional<std::string> group_by;     // where known at prepare: a literal, or the default
  std::optional<std::string> granularity;  // likewise; for the reader of the plan
  bool operator==(const Plan&) const = default;
};

// What xBestIndex answers for one constraint.
struct Use {
  int argument = 0;    // 1-based argv index; 0: not taken
  bool omit = false;   // SQLite need not check it again
  bool whole = false;  // take IN as a set
};

struct Planned {
  Plan plan;
  std::vector<Use> uses;     // one per offered constraint
  bool no_solution = false;  // SQLITE_CONSTRAINT: another join order may bind what this one cannot
  double cost = 0;
  std::int64_t rows = 0;
};

struct PlanOptions {
  bool verify = false;  // leave to SQLite whatever it can check itself: the answers must not change
};

// An UPDATE: SQLite then reads every column that is not SET, inputs too, and they all read their defaults.
bool reads_defaults(const Table& table, const ColumnSet& mentioned);

Planned make_plan(const Table& table, const Offer& offer, const PlanOptions& options = {});

}  // namespace awscost::sql
