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

// What the table promises of the rows, as to one condition.
enum class Promise : std::uint8_t {
  // No row fails the condition: SQLite does not look again.
  kExact,
  // No row that meets it is missing: SQLite checks every row again. A key or a bound may narrow by it all the same.
  kInexact,
  // It would be exact, and stands where SQLite no longer honours that (rule R7): SQLite checks every row again, by its
  // own rules. A slice that it checks must read back the one value it is bound to.
  kLate,
};

// One value (or IN set) that xFilter will get, in argv order.
struct Argument {
  std::size_t column = 0;
  Operator op = Operator::kEq;  // kEq, kIn, kIs, kIsNull, kLt, kLe, kGt, kGe
  Promise promise = Promise::kExact;
  bool from_pattern = false;  // SQLite derived it from LIKE or GLOB: its text need not begin a date
  // Of an input that is asked together: one value after the other, because a LIMIT may leave the later ones unneeded.
  bool in_turn = false;
  bool operator==(const Argument&) const = default;
};

// Something seen at prepare time that must end the query at run time, so that OR branches and joins that SQLite drops
// later do not fail.
enum class RefusalReason : std::uint8_t {
  kGroupByIn,  // group_by IN (…) would add up two grains
  kOfWindow,   // a condition on the ends of a window that no input sets
  kTooLate,    // a slice or group_by at constraint 32 or later: = and IN can no longer be told apart
};

struct Refusal {
  RefusalReason why = RefusalReason::kGroupByIn;
  std::size_t column = 0;
  bool operator==(const Refusal&) const = default;
};

struct Plan {
  std::vector<Argument> arguments;
  std::vector<Refusal> refusals;
  ColumnSet mentioned;
  std::optional<std::string> group_by;     // where known at prepare: a literal, or the default
  std::optional<std::string> granularity;  // likewise; for the reader of the plan
  bool operator==(const Plan&) const = default;
};

// What xBestIndex answers for one constraint.
struct ConstraintUsage {
  int argument = 0;    // 1-based argv index; 0: not taken
  bool omit = false;   // SQLite need not check it again
  bool whole = false;  // take IN as a set
};

struct BestIndex {
  Plan plan;
  std::vector<ConstraintUsage> uses;  // one per offered constraint
  bool no_solution = false;           // SQLITE_CONSTRAINT: another join order may bind what this one cannot
  double cost = 0;
  std::int64_t rows = 0;
};

struct PlanOptions {
  bool verify = false;  // leave to SQLite whatever it can check itself: the answers must not change
};

// An UPDATE: SQLite then reads every column that is not SET, inputs too, and they all read their defaults.
bool reads_defaults(const Table& table, const ColumnSet& mentioned);

BestIndex make_plan(const Table& table, const Offer& offer, const PlanOptions& options = {});

}  // namespace awscost::sql
