#include "sql/plan.h"

#include <algorithm>
#include <tuple>

#include "sql/error.h"
#include "sql/estimate.h"
#include "sql/group_by.h"
#include "sql/periods.h"

namespace awscost::sql {
namespace {

// SQLite keeps what it may omit in 16 bits and which terms are IN in 32 (where.c: omitMask, mHandleIn); a constraint or
// argument beyond them is treated as if the table had not asked.
constexpr std::size_t kOmitHonoured = 16;
constexpr std::size_t kInShown = 32;

// A constraint worth taking, before argv positions are dealt out.
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

// One run of the planner over one offer; the members are its working sheet, gone when the plan is made.
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
    weigh();
    return std::move(best_index_);
  }

 private:
  // Of a constraint on a column.
  static std::size_t index_of(const Constraint& constraint) { return constraint.column.value(); }
  const Column& column_of(const Constraint& constraint) const { return table_.columns[index_of(constraint)]; }
  bool is_known_key(std::size_t column) const { return group_by_ && group_by_->has(column); }

  // What an input can be known to be before values are: a literal, or the default when nobody mentions it.
  std::optional<std::string> known_input(Role role) const {
    const auto column = find(table_, role);
    if (!column) return std::nullopt;
    const Column& input = table_.columns[*column];
    if (input.fixed || !offer_.mentioned.test(*column)) return std::string(input.fallback);
    for (const Constraint& constraint : offer_.constraints) {
      if (constraint.column != column || constraint.op != Operator::kEq || !constraint.usable) continue;
      // A zero byte would end the plan's text in SQLite's hands.
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
      // Raised again at run time (make_scan): an error at prepare time would break OR plans that never run it.
    }
  }

  void consider(std::size_t i) {
    const Constraint& constraint = offer_.constraints[i];
    if (!constraint.column) return;
    const Column& column = column_of(constraint);
    if (is_input(column.role)) return consider_input(i, constraint);
    if (is_dimension(column.role)) return consider_dimension(i, constraint);
    if (is_period(column.role)) return consider_period(i, constraint);
    if (column.role == Role::kParent || is_narrowing(column)) return consider_narrowing(i, constraint);
    const bool of_window = column.role == Role::kWindowStart || column.role == Role::kWindowEnd;
    // Only a value that is known now is surely no other table's.
    if (of_window && constraint.value && (equates(constraint.op) || compares(constraint.op))) {
      of_window_ = index_of(constraint);
    }
  }

  // Somebody means to move the window. Where inputs set it, the condition is a harmless check of the row.
  void weigh_condition_on_window() {
    const bool set = taken(Role::kStartDate) || taken(Role::kEndDate);
    if (of_window_ && !set) refuse(RefusalReason::kOfWindow, *of_window_);
  }

  // R3: one BINARY `=` per input is taken, a second one is SQLite's to check against the echo. IN on an input comes as
  // one `=` after the other, so that each row can say which value it belongs to; a plain `=` beside it asks for less.
  // Only who asks and where arrives whole: its rows say themselves whose they are, and what several conditions leave
  // of it is what is asked.
  void consider_input(std::size_t i, const Constraint& constraint) {
    const bool is_group_by = column_of(constraint).role == Role::kGroupBy;
    if (constraint.op != Operator::kEq && constraint.op != Operator::kIn) return;
    if (constraint.collation != Collation::kBinary) return;
    const bool fixed = column_of(constraint).fixed;  // a constant of the table: nothing depends on this value
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

  // An input that only another join order can bind. Bound by something else, it is this order's as well: the other
  // table then checks the equality from its side.
  void weigh_left_out_inputs() {
    for (const Constraint& constraint : left_out_inputs_) {
      if (taken(index_of(constraint))) continue;
      // SQLite offers IN once more as unusable to see a plan without it, and takes "no solution" there for a plan that
      // needs no other table: it then asks for no other one. So that plan exists, too dear to be chosen (estimate).
      (constraint.op == Operator::kIn ? left_out_ : best_index_.no_solution) = true;
    }
  }

  // R4, R5: `=`, IN and IS of BINARY collation; IS NULL only where the API can say ABSENT.
  void consider_dimension(std::size_t i, const Constraint& constraint) {
    const bool absent = constraint.op == Operator::kIsNull && column_of(constraint).role != Role::kDimension;
    if (!equates(constraint.op) && !absent) return;
    if (constraint.collation != Collation::kBinary) return;
    if (!constraint.usable) {
      if (!is_known_key(index_of(constraint))) unusable_.push_back(constraint);
      return;
    }
    Argument argument{.column = index_of(constraint), .op = constraint.op};
    if (is_known_key(index_of(constraint))) {
      // It may be IN, member by member: SQLite then compares a number with the column as text, which IN does not.
      if (i >= kInShown && !is_text(constraint)) return;
      // How SQL compares text with a number, or with a value it knows only later, is SQLite's to say.
      const bool exact = !options_.verify && constraint.op == Operator::kEq && is_text(constraint);
      argument.promise = exact ? Promise::kExact : Promise::kInexact;
    } else if (i >= kInShown) {
      return refuse(RefusalReason::kTooLate, index_of(constraint));
    }
    candidates_.push_back({i, argument});
  }

  void consider_period(std::size_t i, const Constraint& constraint) {
    if (!constraint.usable || (!equates(constraint.op) && !compares(constraint.op))) return;
    if (constraint.collation == Collation::kOther) return;
    Argument argument{
        .column = index_of(constraint), .op = constraint.op, .from_pattern = has_pattern(index_of(constraint))};
    // NOCASE narrows (no digit has two cases) but stays SQLite's to check, and so does IS: both mean plain text order.
    const bool left_to_sqlite = constraint.collation != Collation::kBinary || constraint.op == Operator::kIs ||
                                (options_.verify && all_periods_in_plain_text_order());
    if (left_to_sqlite) argument.promise = Promise::kInexact;
    candidates_.push_back({i, argument});
  }

  // What a request may leave out. SQLite checks every row again, so what is not taken, or is not usable in this join
  // order, costs a wider request and no row.
  void consider_narrowing(std::size_t i, const Constraint& constraint) {
    const Column& column = column_of(constraint);
    if (!constraint.usable || i >= kInShown) return;
    if (!compares_plainly(column, constraint)) return;
    if (!column.narrows_unless.empty() && offer_.mentioned.test(find(table_, column.narrows_unless).value())) return;
    const bool by_range = column.role != Role::kParent && column.type != Type::kText;
    if (by_range) {
      // NOCASE is fine, as of periods: nothing in a date or a number has two cases.
      if (constraint.op != Operator::kEq && !compares(constraint.op)) return;
      if (constraint.collation == Collation::kOther) return;
    } else if (!equates(constraint.op) || constraint.collation != Collation::kBinary) {
      return;
    }
    candidates_.push_back({i, {.column = index_of(constraint), .op = constraint.op, .promise = Promise::kInexact}});
  }

  // False for a literal of another type than the column's: SQL compares it its own way.
  static bool compares_plainly(const Column& column, const Constraint& constraint) {
    if (!constraint.value || is_null(*constraint.value)) return true;
    return text::is_number(column.type) ? is_number(*constraint.value) : is_text(constraint);
  }

  // Could SQLite check the bounds itself and come to the same rows? All of them or none: of a BETWEEN with one bound
  // left to it, SQLite checks both.
  bool all_periods_in_plain_text_order() const {
    return std::all_of(offer_.constraints.begin(), offer_.constraints.end(), [&](const Constraint& constraint) {
      return !constraint.column || !is_period(column_of(constraint).role) || is_plain_text_order(constraint);
    });
  }

  // Not a timestamp, which is cut to its date first.
  static bool is_plain_text_order(const Constraint& constraint) {
    if (!is_text(constraint)) return false;
    const std::string& text = *if_text(*constraint.value);
    return normal_bound(text, Granularity::kDaily) == text && normal_bound(text, Granularity::kHourly) == text;
  }

  // SQLite turns LIKE '2026-1%' into >= '2026-1' AND < '2026-2' beside it: bounds that begin no date.
  bool has_pattern(std::size_t column) const {
    return std::any_of(offer_.constraints.begin(), offer_.constraints.end(), [&](const Constraint& constraint) {
      return constraint.column == column && (constraint.op == Operator::kLike || constraint.op == Operator::kGlob);
    });
  }

  // LIMIT ends the statement once it has rows enough; with ORDER BY, SQLite sorts all rows before it counts.
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

  // Dimensions first, because a slice that SQLite rechecks is lost; then inputs, then periods; at last what SQLite
  // checks again anyway. The plan's text has the same order.
  static int rank(const Table& table, const Candidate& candidate) {
    const Role role = table.columns[candidate.argument.column].role;
    return is_dimension(role) ? 0 : is_input(role) ? 1 : is_period(role) ? 2 : role == Role::kParent ? 3 : 4;
  }

  // SQLite also keeps in 32 bits which arguments are sets; one beyond them would mark another argument as one. Inputs
  // and bounds of time may come value by value instead; all else SQLite checks anyway.
  bool can_come_one_by_one(const Argument& argument) const {
    const Role role = table_.columns[argument.column].role;
    return is_input(role) || is_period(role);
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
  std::optional<GroupBy> group_by_;  // set once its text is known and right
  std::vector<Candidate> candidates_;
  std::vector<Constraint> unusable_;  // on what is, or may be, a slice
  std::vector<Constraint> left_out_inputs_;
  std::optional<std::size_t> of_window_;
  bool left_out_ = false;
  BestIndex best_index_;
};

}  // namespace

// A SELECT that names all of them, and the inputs without binding one, is read the same way: decision 6.
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
