// The plan: what of a WHERE clause goes into the request, decided at prepare time without values.
//
// make_plan is pure: it takes a table and an Offer, and returns a Plan and the answers for SQLite. The plan travels
// from xBestIndex to xFilter as readable text (sql/plan_text.h), which EXPLAIN QUERY PLAN shows. Rules R1 to R11:
// sql/README.md.
//
//   SELECT sum(unblended_cost) FROM ce_cost_and_usage('service') WHERE service = 'x' AND period_start >= ?
//   arguments: service = ?, group_by = ?, period_start >= ?; all three exact; cost 1e6
//
// Example:
//
//   bool asks_aws_for(const Table& table, const Offer& offer, std::size_t column) {
//     const BestIndex best = make_plan(table, offer);
//     return !best.no_solution && !best.plan.arguments.empty() && best.plan.arguments.front().column == column;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/offer.h"
#include "sql/table.h"

namespace awscost::sql {

// What the table promises about one condition.
enum class Promise : std::uint8_t {
  // No row fails the condition: SQLite does not check it.
  kExact,
  // No row that meets the condition is missing; SQLite checks every row again.
  kInexact,
  // The table would be exact, but SQLite no longer honours that for this condition (rule R7): it checks every row
  // again,
  // by its own rules. A slice then has to read back the one value it is bound to.
  kLate,
};

// One value, or IN set, that xFilter receives, in argv order.
struct Argument {
  std::size_t column = 0;
  Operator op = Operator::kEq;  // kEq, kIn, kIs, kIsNull, kLt, kLe, kGt, kGe
  Promise promise = Promise::kExact;
  bool from_pattern = false;  // SQLite derived it from LIKE or GLOB, so its text need not begin a date
  // Profile and region only: asked one value after the other, because a LIMIT may end the statement first.
  bool in_turn = false;
  bool operator==(const Argument&) const = default;
};

// Why a query must end. It is seen at prepare time and raised at run time: SQLite may drop the OR branch or the join
// order that has it.
enum class RefusalReason : std::uint8_t {
  kGroupByIn,  // group_by IN (...) would add up two grains
  kOfWindow,   // a condition on the ends of a window that no input sets
  kNullInput,  // an input is bound to the literal NULL, which no row equals
  kMatch,      // MATCH: no table here has a full-text index, and SQLite would say so after the first row
  kTooLate,    // a slice or group_by at constraint 32 or later, where SQLite no longer tells = and IN apart
};

struct Refusal {
  RefusalReason why = RefusalReason::kGroupByIn;
  std::size_t column = 0;
  bool operator==(const Refusal&) const = default;
};

// A condition on a slice, or on what may be one, that no request can express. It decides which cure an error names, and
// nothing else.
struct Unanswered {
  std::size_t column = 0;
  Operator op = Operator::kLike;  // kLike, kGlob; kNe, kIsNot, kIsNotNull
  bool operator==(const Unanswered&) const = default;
};

struct Plan {
  std::vector<Argument> arguments;
  std::vector<Refusal> refusals;
  std::vector<Unanswered> unanswered;
  ColumnSet mentioned;
  ColumnSet at_run_time;                   // their arguments are no literals: another table's values, or parameters
  std::optional<std::string> group_by;     // a literal or the default; nothing: not known before run time
  std::optional<std::string> granularity;  // likewise; only shown
  std::vector<std::size_t> grouped_by;     // the rows come in the order of these columns, so that SQLite need not sort
  bool operator==(const Plan&) const = default;
};

// The answer for one constraint.
struct ConstraintUsage {
  int argument = 0;    // position in argv, from 1; 0: not taken
  bool omit = false;   // SQLite need not check it
  bool whole = false;  // take IN as one set
};

// What xBestIndex answers.
struct BestIndex {
  Plan plan;
  std::vector<ConstraintUsage> uses;  // one per offered constraint
  bool no_solution = false;           // SQLITE_CONSTRAINT: another join order may bind what this one cannot
  double cost = 0;
  std::int64_t rows = 0;
};

struct PlanOptions {
  bool verify = false;  // leaves to SQLite whatever it can check itself; the rows must not change
};

// For UPDATE, SQLite reads every column that is not SET, inputs included: they all read their defaults.
bool reads_defaults(const Table& table, const ColumnSet& mentioned);

BestIndex make_plan(const Table& table, const Offer& offer, const PlanOptions& options = {});

}  // namespace awscost::sql
