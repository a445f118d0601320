#include "sql/scan.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "sql/bounds.h"
#include "sql/cures.h"
#include "sql/error.h"
#include "sql/narrowing.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"
#include "sql/twins.h"

namespace awscost::sql {
namespace {

// Builds one Scan. The rules come in the order in which a user can understand their errors.
class ScanMaker {
 public:
  ScanMaker(const Table& table, const Plan& plan, const std::vector<ArgumentValues>& values, Seconds now,
            const IsOwn& is_own)
      : table_(table), plan_(plan), values_(values), now_(now), is_own_(is_own) {
    scan_.table = &table;
    scan_.now = now;
    scan_.mentioned = plan.mentioned;
    scan_.at_run_time = plan.at_run_time;
    scan_.selections.resize(table.columns.size());
    scan_.ranges.resize(table.columns.size());
    scan_.inputs.resize(table.columns.size());
    read_moving_window();
  }

  Scan make() {
    raise_refusals();
    each_argument([](const Column& column) { return is_input(column.role); }, &ScanMaker::bind_input);
    bind_moving_window();
    require_bound_inputs();
    if (scan_.empty) return std::move(scan_);  // an input is NULL: no rows, whatever else is asked
    read_grain();
    select_fixed();
    each_argument([](const Column& column) { return is_dimension(column.role); }, &ScanMaker::select);
    require_bound_dimensions();
    require_keys_of_results();
    each_argument(
        [](const Column& column) { return column.role == Role::kParent || is_narrowing(column) || is_picked(column); },
        &ScanMaker::narrow);
    find_the_window();
    narrow_by_twins(scan_, plan_, values_);
    return std::move(scan_);
  }

 private:
  using Step = void (ScanMaker::*)(const Argument&, const ArgumentValues&);

  template <class Accept>
  void each_argument(Accept accept, Step step) {
    for (std::size_t i = 0; i < plan_.arguments.size(); ++i) {
      if (accept(column(plan_.arguments[i]))) (this->*step)(plan_.arguments[i], values_[i]);
    }
  }

  const Column& column(const Argument& argument) const { return table_.columns[argument.column]; }

  void raise_refusals() const {
    for (const Refusal& refused : plan_.refusals) {
      if (refused.why == RefusalReason::kGroupByIn) throw Error(cure::group_by_in(table_));
      if (refused.why == RefusalReason::kOfWindow) throw Error(cure::condition_on_window(table_, refused.column));
      if (refused.why == RefusalReason::kNullInput) throw Error(cure::null_input(table_, refused.column));
      if (refused.why == RefusalReason::kMatch) throw Error(cure::match(table_, refused.column));
      throw Error(cure::too_many_conditions(table_, refused.column));
    }
  }

  void bind_input(const Argument& argument, const ArgumentValues& values) {
    std::unordered_set<std::string_view> known;
    std::vector<std::string> wanted;
    for (const Value& value : values) {
      if (is_null(value)) continue;  // `= NULL` is never true
      const std::string& text = text_of_input(argument, value);
      if (may_be(argument.column, text) && known.insert(text).second) wanted.push_back(text);
    }
    bind_to(argument.column, std::move(wanted));
    scan_.in_turn = scan_.in_turn || argument.in_turn;
  }

  const std::string& text_of_input(const Argument& argument, const Value& value) const {
    const std::string* text = if_text(value);
    if (text == nullptr) throw Error(cure::wrong_type(table_, argument.column, value));
    if (!text::is_utf8(*text)) {
      throw Error(std::string(table_.name) + ": " + std::string(column(argument).name) + " is " + literal(value) +
                  ", which is not UTF-8; AWS takes UTF-8 text alone.");
    }
    return *text;
  }

  // A window that moves with the clock: what its start_date and end_date are now.
  void read_moving_window() {
    if (!table_.moving_window) return;
    const bool hours = table_.moving_window->unit == MovingWindow::Unit::kHour;
    const auto text_of = [&](Seconds at) { return wire_text(at, hours ? Granularity::kHourly : Granularity::kDaily); };
    moving_start_ = text_of(begin_of(*table_.moving_window, now_));
    const auto end = end_of(*table_.moving_window, now_);
    if (end) moving_end_ = text_of(table_.end_is_last_day ? *end - std::chrono::days{1} : *end);
  }

  void bind_moving_window() {
    const auto bind = [&](Role role, const std::optional<std::string>& text) {
      const auto column = find(table_, role);
      if (text && column && !scan_.binds_input(*column)) scan_.inputs[*column] = *text;
    };
    bind(Role::kStartDate, moving_start_);
    bind(Role::kEndDate, moving_end_);
  }

  std::string_view fixed_text(std::size_t column) const {
    const Column& input = table_.columns[column];
    if (input.role == Role::kStartDate && moving_start_) return *moving_start_;
    if (input.role == Role::kEndDate && moving_end_) return *moving_end_;
    return input.fallback;
  }

  // Whether the table and the conditions so far leave this value: a fixed input has its own value alone.
  bool may_be(std::size_t column, const std::string& text) const {
    const Column& input = table_.columns[column];
    if (input.fixed && fixed_text(column) != text) return false;
    if (scan_.inputs[column]) return *scan_.inputs[column] == text;
    const auto several = scan_.several.find(column);
    return several == scan_.several.end() ||
           std::find(several->second.begin(), several->second.end(), text) != several->second.end();
  }

  void bind_to(std::size_t column, std::vector<std::string> wanted) {
    scan_.several.erase(column);
    scan_.inputs[column].reset();
    if (wanted.size() > 1) {
      scan_.several[column] = std::move(wanted);
    } else {
      scan_.empty = scan_.empty || wanted.empty();
      scan_.inputs[column] = wanted.empty() ? std::string() : std::move(wanted.front());
    }
  }

  // R3: an input must not read its default where the statement believes it has set it. Every mention counts, because
  // SQLite does not offer every condition (lower(group_by) = ...). For UPDATE, SQLite mentions every column.
  void require_bound_inputs() const {
    const bool update = reads_defaults(table_, scan_.mentioned);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Column& input = table_.columns[i];
      if (!input.beside.empty()) require_beside(i);
      if (!is_input(input.role) || input.fixed || scan_.binds_input(i)) continue;
      if (scan_.mentioned.test(i) && !update) throw Error(cure::unbound_input(table_, i));
      if (input.required) throw Error(cure::missing_input(table_, i));
    }
  }

  // The API refuses the one without the other.
  void require_beside(std::size_t column) const {
    const std::size_t other = find(table_, table_.columns[column].beside).value();
    if (scan_.input(column) && !scan_.input(other)) throw Error(cure::alone(table_, column, other));
  }

  void read_grain() {
    if (const auto text = scan_.input(Role::kGranularity)) read_granularity(*text);
    if (const auto text = scan_.input(Role::kGroupBy)) scan_.group_by = parse_group_by(table_, *text);
  }

  void read_granularity(std::string_view text) {
    try {
      scan_.granularity = parse_granularity(text);
    } catch (const Error&) {
      throw Error(cure::no_granularity(table_, text));
    }
  }

  void select_fixed() {
    if (!table_.named) return;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Column& slice = table_.columns[i];
      if (!is_dimension(slice.role) || !slice.fixed) continue;
      restrict(i, {.bound = true, .absent = false, .values = {std::string(slice.fallback)}});
    }
  }

  void select(const Argument& argument, const ArgumentValues& values) {
    const bool key = scan_.is_key(argument.column);
    if (!key) require_answerable_slice(argument);
    Selection wanted{.bound = true};
    for (const Value& value : values) {
      if (!add_to(wanted, argument, value, key)) return;
    }
    restrict(argument.column, std::move(wanted));
  }

  // R7: an IN on a slice is right only if SQLite does not check it again; = and IS read back the value they bind.
  void require_answerable_slice(const Argument& argument) const {
    if (argument.promise != Promise::kExact && argument.op == Operator::kIn) {
      throw Error(cure::too_many_conditions(table_, argument.column));
    }
  }

  // False where the argument must not narrow, because SQLite compares by its own rules (R4).
  bool add_to(Selection& wanted, const Argument& argument, const Value& value, bool key) const {
    if (argument.op == Operator::kIsNull || (argument.op == Operator::kIs && is_null(value))) {
      return add_absent(wanted, argument, key);
    }
    if (is_null(value) || std::holds_alternative<Blob>(value)) return true;  // equals no text
    if (const std::string* text = if_text(value)) {
      if (text::is_utf8(*text)) wanted.values.push_back(*text);  // AWS sends UTF-8, so no row equals other text
      return true;
    }
    if (key && argument.promise != Promise::kExact) return false;
    throw Error(cure::wrong_type(table_, argument.column, value));
  }

  bool add_absent(Selection& wanted, const Argument& argument, bool key) const {
    if (column(argument).role != Role::kDimension) {
      wanted.absent = true;
      return true;
    }
    // AWS gives every dimension a text (NoInstanceType), so a key is never NULL.
    if (key) return argument.promise == Promise::kExact;
    throw Error(cure::unbound_dimension(table_, scan_.group_by, argument.column));
  }

  void restrict(std::size_t column, Selection wanted) {
    meet(scan_.selections[column], std::move(wanted));
    scan_.empty = scan_.empty || scan_.selections[column].contradictory();  // R9
  }

  void narrow(const Argument& argument, const ArgumentValues& values) {
    const Column& target = column(argument);
    if (target.role == Role::kParent && !is_own(plan_, argument, is_own_)) scan_.foreign_parents = true;
    if (target.role == Role::kParent || target.type == Type::kText) {
      if (auto wanted = narrowed_values(target, argument.op, values)) restrict(argument.column, std::move(*wanted));
      return;
    }
    Range& range = scan_.ranges[argument.column];
    const bool number = text::is_number(target.type);
    meet(range, number ? narrowed_number(argument.op, values.front()) : narrowed_time(argument.op, values.front()));
    scan_.empty = scan_.empty || is_null(values.front()) || range.contradictory();
  }

  // R1: a dimension that the statement mentions is a key, or bound by this plan.
  void require_bound_dimensions() {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Role role = table_.columns[i].role;
      if (!is_dimension(role) || scan_.is_key(i)) continue;
      // tag_value shows the tag in group_by: without one, it is not known which tag is bound.
      const bool nameless = is_named_by_group_by(role);
      if (reads_null(i)) {
        scan_.notices.push_back(cure::reads_null(table_, i));
        continue;
      }
      if (scan_.selections[i].bound ? nameless : scan_.mentioned.test(i)) {
        throw Error(cure::unbound_dimension(table_, scan_.group_by, i, use_of(i)));
      }
    }
  }

  // A client that selects every column that is listed gets rows. A condition on the column is an error as ever.
  bool reads_null(std::size_t column) const {
    return table_.columns[column].null_unbound && scan_.mentioned.test(column) && !scan_.selections[column].bound &&
           use_of(column) == cure::Use::kValue;
  }

  // How the statement uses the column, where SQLite offered it.
  cure::Use use_of(std::size_t column) const {
    for (const Unanswered& condition : plan_.unanswered) {
      if (condition.column != column) continue;
      const bool pattern = condition.op == Operator::kLike || condition.op == Operator::kGlob;
      return pattern ? cure::Use::kPattern : cure::Use::kInequality;
    }
    return cure::Use::kValue;
  }

  // AWS sends such a result with a key alone: without the key it would read NULL and match nothing, unnoticed.
  void require_keys_of_results() const {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const std::string_view key = table_.columns[i].needs_key;
      if (key.empty() || !scan_.mentioned.test(i) || scan_.is_key(find(table_, key).value())) continue;
      throw Error(cure::needs_key(table_, scan_.group_by, i));
    }
  }

  void find_the_window() {
    Bounds bounds(plan_, is_own_, scan_);
    for (std::size_t i = 0; i < plan_.arguments.size(); ++i) {
      if (is_period(column(plan_.arguments[i]).role)) bounds.add(plan_.arguments[i], values_[i]);
    }
    bounds.find_window();
  }

  const Table& table_;
  const Plan& plan_;
  const std::vector<ArgumentValues>& values_;
  const Seconds now_;
  const IsOwn& is_own_;
  Scan scan_;
  std::optional<std::string> moving_start_;
  std::optional<std::string> moving_end_;
};

}  // namespace

std::optional<std::string_view> Scan::input(Role role) const {
  const auto column = find(*table, role);
  return column ? input(*column) : std::nullopt;
}

std::optional<std::string_view> Scan::input(std::size_t column) const {
  if (inputs[column]) return *inputs[column];
  const Column& declared = table->columns[column];
  const bool hourly = granularity == Granularity::kHourly && !declared.fallback_hourly.empty();
  const std::string_view fallback = hourly ? declared.fallback_hourly : declared.fallback;
  return fallback.empty() ? std::nullopt : std::optional(fallback);
}

std::size_t count_single(const Scan& scan) {
  std::size_t count = 1;
  for (const auto& [column, values] : scan.several) count *= values.size();
  return count;
}

Scan single(const Scan& scan, std::size_t nth) {
  Scan one = scan;
  one.several.clear();
  for (auto set = scan.several.rbegin(); set != scan.several.rend(); ++set) {
    one.inputs[set->first] = set->second[nth % set->second.size()];
    nth /= set->second.size();
  }
  return one;
}

Scan make_scan(const Table& table, const Plan& plan, const std::vector<ArgumentValues>& values, Seconds now,
               const IsOwn& is_own) {
  return ScanMaker(table, plan, values, now, is_own).make();
}

}  // namespace awscost::sql
