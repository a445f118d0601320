#include "sql/plan.h"

#include <algorithm>
#include <tuple>

#include "sql/error.h"
#include "sql/estimate.h"
#include "sql/group_by.h"
#include "sql/grouping.h"
#include "sql/periods.h"

namespace awscost::sql {
namespace {

// SQLite keeps omit in 16 bits and whole IN sets in 32 (where.c: omitMask, mHandleIn). For a constraint or argument
// beyond them it ignores what the table asks.
constexpr std::size_t kOmitHonoured = 16;
constexpr std::size_t kInShown = 32;

// A constraint to take, before it has a position in argv.
struct Candidate {
  std::size_t constraint = 0;
  Argument argument;
};

bool equates(Operator op) {
  return op == Operator::kEq || op == Operator::kIn || op == Operator::kIs;
}

bool compares(Operator op) {
  return op == Operator::kLt || op == Operator::kLe || op == Operator::kGt || op == Operator::kGe;
}

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

bool is_text(const Constraint& constraint) {
  return constraint.value && if_text(*constraint.value) != nullptr;
}

// Plans one offer; the members hold the state of that one run.
class Planner {
 public:
  Planner(const Table& table, const Offer& offer, const PlanOptions& options)
      : table_(table), offer_(offer), options_(options) {
    best_index_.uses.resize(offer.constraints.size());
    best_index_.plan.mentioned = offer.mentioned;
  }

  BestIndex make() {
    find_group_by();
    for (std::size_t i = 0; i < offer_.constraints.size(); ++i) consider(i);
    weigh_left_out_inputs();
    weigh_condition_on_window();
    deal_arguments();
    if (!options_.verify) best_index_.plan.grouped_by = handed_out_groups(table_, offer_, best_index_.uses);
    weigh();
    return std::move(best_index_);
  }

 private:
  // Of a constraint on a column.
  static std::size_t index_of(const Constraint& constraint) { return constraint.column.value(); }
  const Column& column_of(const Constraint& constraint) const { return table_.columns[index_of(constraint)]; }
  bool is_known_key(std::size_t column) const { return group_by_ && group_by_->has(column); }

  // An input's value at prepare time: a literal, or the default of an input that is not mentioned.
  std::optional<std::string> known_input(Role role) const {
    const auto column = find(table_, role);
    if (!column) return std::nullopt;
    const Column& input = table_.columns[*column];
    if (input.fixed || !offer_.mentioned.test(*column)) return std::string(input.fallback);
    for (const Constraint& constraint : offer_.constraints) {
      if (constraint.column != column || constraint.op != Operator::kEq || !constraint.usable) continue;
      // SQLite ends idxStr at a zero byte, so such a literal cannot stand in the plan.
      const bool shown = is_text(constraint) && if_text(*constraint.value)->find('\0') == std::string::npos;
      return shown ? std::optional(*if_text(*constraint.value)) : std::nullopt;
    }
    return std::nullopt;
  }

  void find_group_by() {
    best_index_.plan.granularity = known_input(Role::kGranularity);
    best_index_.plan.group_by = known_input(Role::kGroupBy);
    if (!find(table_, Role::kGroupBy)) group_by_.emplace();
    if (!best_index_.plan.group_by) return;
    try {
      group_by_ = parse_group_by(table_, *best_index_.plan.group_by);
    } catch (const Error&) {
      // make_scan raises it: an error at prepare time would also fail OR plans that never run this branch.
    }
  }

  void consider(std::size_t i) {
    const Constraint& constraint = offer_.constraints[i];
    if (!constraint.column) return;
    const Column& column = column_of(constraint);
    if (constraint.op == Operator::kMatch) return refuse(RefusalReason::kMatch, index_of(constraint));
    if (is_input(column.role)) return consider_input(i, constraint);
    if (is_dimension(column.role)) return consider_dimension(i, constraint);
    if (is_period(column.role)) return consider_period(i, constraint);
    if (column.role == Role::kPeriodTwin) return consider_twin(i, constraint);
    if (column.role == Role::kParent || is_narrowing(column)) return consider_narrowing(i, constraint);
    if (is_picked(column)) return consider_picked(i, constraint);
    const bool of_window = column.role == Role::kWindowStart || column.role == Role::kWindowEnd;
    // Only a literal is surely not another table's value.
    if (of_window && constraint.value && (equates(constraint.op) || compares(constraint.op))) {
      of_window_ = index_of(constraint);
    }
  }

  // The condition looks as if it moved the window. Where inputs set the window, it merely checks the row.
  void weigh_condition_on_window() {
    const bool set = taken(Role::kStartDate) || taken(Role::kEndDate);
    if (of_window_ && !set) refuse(RefusalReason::kOfWindow, *of_window_);
  }

  // R3: one BINARY `=` per input is taken; SQLite checks a second one against the echo. IN on an input arrives as one
  // `=` after the other, so that each row belongs to one value; a plain `=` beside an IN is taken instead, as it asks
  // for less. Only profile and region take a whole IN set: each row reports its own value.
  void consider_input(std::size_t i, const Constraint& constraint) {
    const bool is_group_by = column_of(constraint).role == Role::kGroupBy;
    if (constraint.op != Operator::kEq && constraint.op != Operator::kIn) return;
    if (constraint.collation != Collation::kBinary) return;
    const bool fixed = column_of(constraint).fixed;  // a constant of the table, whatever the condition says
    if (constraint.op == Operator::kEq && constraint.value && is_null(*constraint.value)) {
      return refuse(RefusalReason::kNullInput, index_of(constraint));
    }
    if (!constraint.usable) {
      if (!fixed) left_out_inputs_.push_back(constraint);
      return;
    }
    if (is_group_by && !fixed && constraint.op == Operator::kIn)
      return refuse(RefusalReason::kGroupByIn, index_of(constraint));
    if (is_group_by && !fixed && i >= kInShown) return refuse(RefusalReason::kTooLate, index_of(constraint));
    if (is_asked_together(column_of(constraint).role) && constraint.op == Operator::kIn) {
      candidates_.push_back({i, {.column = index_of(constraint), .op = Operator::kIn, .in_turn = may_end_early()}});
      return;
    }
    const auto other = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
      return candidate.argument.column == constraint.column && candidate.argument.op == Operator::kEq;
    });
    if (other == candidates_.end()) {
      candidates_.push_back({i, {.column = index_of(constraint), .op = Operator::kEq}});
    } else if (offer_.constraints[other->constraint].op == Operator::kIn && constraint.op == Operator::kEq) {
      other->constraint = i;
    }
  }

  // Only another join order can bind this input. If something else binds it here, the other table checks the equality.
  void weigh_left_out_inputs() {
    for (const Constraint& constraint : left_out_inputs_) {
      if (taken(index_of(constraint))) continue;
      // SQLite offers a usable IN as unusable too, to see the plan without it. If that plan were no solution, SQLite
      // would stop looking: it gets a solution that is too dear to be chosen (estimate.cc).
      (constraint.op == Operator::kIn ? left_out_ : best_index_.no_solution) = true;
    }
  }

  // R4, R5: takes `=`, IN and IS with BINARY collation, and IS NULL only where the API has ABSENT.
  void consider_dimension(std::size_t i, const Constraint& constraint) {
    const bool absent = constraint.op == Operator::kIsNull && column_of(constraint).role != Role::kDimension;
    if (!equates(constraint.op) && !absent) return note_unanswered(constraint);
    if (constraint.collation != Collation::kBinary) return;
    // Each row shows the fixed value, so SQLite can check what is not taken.
    if (column_of(constraint).fixed && (!constraint.usable || !is_text(constraint) || i >= kInShown)) return;
    if (!constraint.usable) {
      if (!is_known_key(index_of(constraint))) unusable_.push_back(constraint);
      return;
    }
    Argument argument{.column = index_of(constraint), .op = constraint.op};
    if (is_known_key(index_of(constraint))) {
      // It may be an IN that comes member by member. SQLite then compares a number as text, which IN does not.
      if (i >= kInShown && !is_text(constraint)) return;
      // How text compares with a number, or with a value that comes later, SQLite alone knows.
      const bool exact = !options_.verify && constraint.op == Operator::kEq && is_text(constraint);
      argument.promise = exact ? Promise::kExact : Promise::kInexact;
    } else if (i >= kInShown) {
      return refuse(RefusalReason::kTooLate, index_of(constraint));
    }
    candidates_.push_back({i, argument});
  }

  void note_unanswered(const Constraint& constraint) {
    switch (constraint.op) {
      case Operator::kLike:
      case Operator::kGlob:
      case Operator::kNe:
      case Operator::kIsNot:
      case Operator::kIsNotNull:
        if (is_known_key(index_of(constraint))) return;
        best_index_.plan.unanswered.push_back({.column = index_of(constraint), .op = constraint.op});
        return;
      default:
        return;
    }
  }

  void consider_period(std::size_t i, const Constraint& constraint) {
    if (!constraint.usable || (!equates(constraint.op) && !compares(constraint.op))) return;
    if (constraint.collation == Collation::kOther) return;
    // Of LIKE with ESCAPE, SQLite offers the bounds alone; they compare without regard to case, which nobody writes.
    const bool of_like = constraint.collation == Collation::kNoCase && compares(constraint.op);
    Argument argument{.column = index_of(constraint),
                      .op = constraint.op,
                      .from_pattern = of_like || has_pattern(index_of(constraint))};
    // NOCASE and IS narrow, since no digit has two cases, but SQLite checks them again in plain text order.
    const bool left_to_sqlite = constraint.collation != Collation::kBinary || constraint.op == Operator::kIs ||
                                (options_.verify && all_periods_in_plain_text_order());
    if (left_to_sqlite) argument.promise = Promise::kInexact;
    candidates_.push_back({i, argument});
  }

  // SQLite checks every row again. The bounds that it makes of LIKE compare without regard to case (twins.cc).
  void consider_twin(std::size_t i, const Constraint& constraint) {
    if (!constraint.usable || i >= kInShown) return;
    const bool any_case = constraint.collation == Collation::kNoCase && compares(constraint.op);
    if (constraint.collation != Collation::kBinary && !any_case) return;
    if (!equates(constraint.op) && !compares(constraint.op)) return;
    if (!compares_plainly(column_of(constraint), constraint)) return;
    candidates_.push_back({i, {.column = index_of(constraint), .op = constraint.op, .promise = Promise::kInexact}});
  }

  // SQLite checks every row again, so a condition that is not taken, or not usable in this join order, costs a wider
  // request and no row.
  void consider_narrowing(std::size_t i, const Constraint& constraint) {
    const Column& column = column_of(constraint);
    if (!constraint.usable || i >= kInShown) return;
    if (!compares_plainly(column, constraint)) return;
    if (!column.narrows_unless.empty() && offer_.mentioned.test(find(table_, column.narrows_unless).value())) return;
    const bool by_range = column.role != Role::kParent && column.type != Type::kText;
    if (by_range) {
      // NOCASE is fine, as for periods: nothing in a date or a number has two cases.
      if (constraint.op != Operator::kEq && !compares(constraint.op)) return;
      if (constraint.collation == Collation::kOther) return;
    } else if (!equates(constraint.op) || constraint.collation != Collation::kBinary) {
      return;
    }
    candidates_.push_back({i, {.column = index_of(constraint), .op = constraint.op, .promise = Promise::kInexact}});
  }

  // Another table's value picks rows of an answer that is here; a literal leaves out nothing, and SQLite checks it.
  void consider_picked(std::size_t i, const Constraint& constraint) {
    if (!constraint.usable || constraint.value || i >= kInShown || table_.operation.empty()) return;
    if (constraint.op != Operator::kEq || constraint.collation != Collation::kBinary) return;
    candidates_.push_back({i, {.column = index_of(constraint), .promise = Promise::kInexact}});
  }

  // False for a literal of another type than the column's: SQLite alone knows how it compares.
  static bool compares_plainly(const Column& column, const Constraint& constraint) {
    if (!constraint.value || is_null(*constraint.value)) return true;
    return text::is_number(column.type) ? is_number(*constraint.value) : is_text(constraint);
  }

  // Whether SQLite can check all bounds itself with the same result. It is all or none: SQLite checks both bounds of a
  // BETWEEN if one is left to it.
  bool all_periods_in_plain_text_order() const {
    return std::all_of(offer_.constraints.begin(), offer_.constraints.end(), [&](const Constraint& constraint) {
      return !constraint.column || !is_period(column_of(constraint).role) || is_plain_text_order(constraint);
    });
  }

  // A timestamp is cut to its date first, so it is not.
  static bool is_plain_text_order(const Constraint& constraint) {
    if (!is_text(constraint)) return false;
    const std::string& text = *if_text(*constraint.value);
    return normal_bound(text, Granularity::kDaily) == text && normal_bound(text, Granularity::kHourly) == text;
  }

  // Beside LIKE '2026-1%', SQLite offers >= '2026-1' AND < '2026-2': bounds that need not begin a date.
  bool has_pattern(std::size_t column) const {
    return std::any_of(offer_.constraints.begin(), offer_.constraints.end(), [&](const Constraint& constraint) {
      return constraint.column == column && (constraint.op == Operator::kLike || constraint.op == Operator::kGlob);
    });
  }

  // LIMIT ends the statement once it has enough rows; with ORDER BY, SQLite sorts all rows before it counts.
  bool may_end_early() const {
    return offer_.order_by_terms == 0 &&
           std::any_of(offer_.constraints.begin(), offer_.constraints.end(),
                       [](const Constraint& constraint) { return constraint.op == Operator::kLimit; });
  }

  void refuse(RefusalReason why, std::size_t column) { best_index_.plan.refusals.push_back({why, column}); }

  bool taken(std::size_t column) const {
    return std::any_of(candidates_.begin(), candidates_.end(),
                       [&](const Candidate& candidate) { return candidate.argument.column == column; });
  }
  bool taken(Role role) const {
    const auto column = find(table_, role);
    return column && taken(*column);
  }

  // Dimensions come first, because a slice that SQLite checks again can be an error; then inputs and periods; last what
  // SQLite always checks again. The plan's text has the same order.
  static int rank(const Table& table, const Candidate& candidate) {
    const Column& column = table.columns[candidate.argument.column];
    const Role role = column.role;
    return is_dimension(role)        ? 0
           : is_input(role)          ? 1
           : bounds_the_window(role) ? 2
           : role == Role::kParent   ? 3
           : is_narrowing(column)    ? 4
                                     : 5;
  }

  // SQLite also keeps in 32 bits which arguments are sets; a set beyond them would mark another argument as one. Inputs
  // and periods may come value by value instead; SQLite checks all others anyway.
  bool can_come_one_by_one(const Argument& argument) const {
    const Role role = table_.columns[argument.column].role;
    return is_input(role) || is_period(role);
  }

  // A set is not: SQLite hands it over once, whatever it is made of. Of periods it may come value by value.
  bool comes_at_run_time(const Constraint& constraint, const Argument& argument) const {
    if (constraint.value) return false;
    if (constraint.op == Operator::kIn) return argument.op == Operator::kEq && is_period(column_of(constraint).role);
    return constraint.op == Operator::kEq || constraint.op == Operator::kIs || compares(constraint.op);
  }

  void deal_arguments() {
    std::stable_sort(candidates_.begin(), candidates_.end(), [&](const Candidate& a, const Candidate& b) {
      return std::tuple(rank(table_, a), a.argument.promise) < std::tuple(rank(table_, b), b.argument.promise);
    });
    for (const Candidate& candidate : candidates_) {
      Argument argument = candidate.argument;
      const std::size_t position = best_index_.plan.arguments.size();
      if (argument.op == Operator::kIn && position >= kInShown) {
        if (!can_come_one_by_one(argument)) continue;
        argument.op = Operator::kEq;
        argument.in_turn = false;
      }
      const bool honoured = candidate.constraint < kOmitHonoured && position < kOmitHonoured;
      if (argument.promise == Promise::kExact && !honoured) argument.promise = Promise::kLate;
      best_index_.plan.arguments.push_back(argument);
      best_index_.uses[candidate.constraint] = {.argument = static_cast<int>(best_index_.plan.arguments.size()),
                                                .omit = argument.promise == Promise::kExact,
                                                .whole = argument.op == Operator::kIn};
      if (comes_at_run_time(offer_.constraints[candidate.constraint], argument)) {
        best_index_.plan.at_run_time.set(argument.column);
      }
    }
  }

  void weigh() {
    const Estimate weighed = estimate({table_, offer_, best_index_.plan, group_by_, unusable_, left_out_});
    best_index_.no_solution = best_index_.no_solution || weighed.no_solution;
    best_index_.cost = weighed.cost;
    best_index_.rows = weighed.rows;
  }

  const Table& table_;
  const Offer& offer_;
  const PlanOptions& options_;
  std::optional<GroupBy> group_by_;  // nothing: its text is not known yet, or malformed
  std::vector<Candidate> candidates_;
  std::vector<Constraint> unusable_;  // on columns that are slices, or may be
  std::vector<Constraint> left_out_inputs_;
  std::optional<std::size_t> of_window_;
  bool left_out_ = false;
  BestIndex best_index_;
};

}  // namespace

// A SELECT that names all these columns, and inputs without binding one, is treated the same (docs/decisions, 6).
bool reads_defaults(const Table& table, const ColumnSet& mentioned) {
  if (!table.writable) return false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].write != Write::kInsertAndUpdate && !mentioned.test(i)) return false;
  }
  return true;
}

BestIndex make_plan(const Table& table, const Offer& offer, const PlanOptions& options) {
  return Planner(table, offer, options).make();
}

}  // namespace awscost::sql
