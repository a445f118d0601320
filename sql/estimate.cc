#include "sql/estimate.h"

#include <algorithm>

namespace awscost::sql {
namespace {

// One scan is one unit, however wide its window.
constexpr double kOneScan = 1e6;
constexpr double kPerBoundSlice = 0.9;
constexpr double kPerNarrowing = 0.95;  // near 1, so that two branches of an OR never undercut one scan
constexpr double kEveryParent = 20;     // how many there are is not known
// A loop over parents asks for a few by name and then for all, so that all its scans cost what asking every parent does,
// however many rows SQLite guesses for a table that was not analysed (1,048,576).
constexpr double kScansOfALoop = 1e7;
// So dear that no join with un-analysed tables (SQLite guesses 1,048,576 rows each) makes it look cheap.
constexpr double kUnbound = 1e150;
constexpr double kLeftOut = 1e200;  // dearer than any plan that takes the IN
constexpr std::int64_t kRowsOfAScan = 10'000;
constexpr std::int64_t kRowsOfOneKey = 1'000;
constexpr std::int64_t kRowsOfOneParent = 1'000;

// Weighs column by column; the members hold the state of one estimate.
class Scales {
 public:
  explicit Scales(const AccessPath& path) : path_(path) {}

  Estimate weigh() {
    for (std::size_t i = 0; i < path_.table.columns.size(); ++i) weigh_column(i);
    for (const Argument& argument : path_.plan.arguments) {
      const Column& column = path_.table.columns[argument.column];
      if (is_narrowing(column) || is_picked(column)) result_.cost *= kPerNarrowing;
    }
    for (const Constraint& constraint : path_.unusable) weigh_left_out(constraint);
    if (unbound_) result_.cost = kUnbound;
    if (path_.left_out) result_.cost = kLeftOut;
    // Few rows make SQLite split an OR of keys into branches, which cannot be merged once a slice is bound (R2).
    const bool one_key = key_is_bound_ && !slice_is_bound_ && !unbound_;
    result_.rows = one_key ? kRowsOfOneKey : parent_is_bound_ ? kRowsOfOneParent : kRowsOfAScan;
    // Most rows of a table that was not analysed are not there.
    if (parent_comes_at_run_time_) result_.rows = 1;
    return result_;
  }

 private:
  bool is_known_key(std::size_t column) const { return path_.group_by && path_.group_by->has(column); }
  bool is_known_slice(std::size_t column) const { return path_.group_by && !path_.group_by->has(column); }

  template <class Accept>
  bool has_argument(std::size_t column, Accept accept) const {
    return std::any_of(path_.plan.arguments.begin(), path_.plan.arguments.end(),
                       [&](const Argument& argument) { return argument.column == column && accept(argument.op); });
  }

  bool bound(std::size_t column) const {
    return has_argument(column, [](Operator) { return true; });
  }

  bool bound_to_one(std::size_t column) const {
    return has_argument(column, [](Operator op) { return op == Operator::kEq || op == Operator::kIs; });
  }

  void weigh_column(std::size_t column) {
    const Role role = path_.table.columns[column].role;
    if (is_input(role)) weigh_input(column);
    if (is_dimension(role)) weigh_dimension(column);
    if (role == Role::kParent) weigh_parent(column);
  }

  // SQLite does not offer the inputs beside an OR to its branches: a branch must not look cheaper than the scan.
  void weigh_input(std::size_t column) {
    if (path_.table.columns[column].fixed || reads_defaults(path_.table, path_.offer.mentioned)) return;
    unbound_ = unbound_ || (path_.offer.mentioned.test(column) && !bound(column));
  }

  void weigh_dimension(std::size_t column) {
    if (is_known_key(column)) {
      key_is_bound_ = key_is_bound_ || bound(column);
    } else if (bound(column)) {
      slice_is_bound_ = true;
      result_.cost *= kPerBoundSlice;
    } else if (path_.offer.mentioned.test(column)) {
      unbound_ = true;
    }
  }

  void weigh_parent(std::size_t column) {
    parent_is_bound_ = bound(column);
    if (!parent_is_bound_) result_.cost *= kEveryParent;
    if (!path_.plan.at_run_time.test(column)) return;
    result_.cost *= kEveryParent / kScansOfALoop;
    parent_comes_at_run_time_ = true;
  }

  // Another join order hands this condition over. Left to SQLite, it would compare what the slice reads, and an IN
  // beside it makes that a sum over several values.
  void weigh_left_out(const Constraint& constraint) {
    const std::size_t column = constraint.column.value();
    if (bound_to_one(column)) return;
    // SQLite also offers a usable IN as unusable, to see the plan without it: that plan is dear, not impossible.
    if (is_known_slice(column) && constraint.op != Operator::kIn) result_.no_solution = true;
    unbound_ = true;
  }

  const AccessPath& path_;
  bool key_is_bound_ = false;
  bool slice_is_bound_ = false;
  bool parent_is_bound_ = false;
  bool parent_comes_at_run_time_ = false;
  bool unbound_ = false;
  Estimate result_{.cost = kOneScan};
};

}  // namespace

Estimate estimate(const AccessPath& path) {
  return Scales(path).weigh();
}

}  // namespace awscost::sql
