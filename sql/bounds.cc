#include "sql/bounds.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sql/cures.h"
#include "sql/error.h"
#include "sql/text/words.h"

namespace awscost::sql {
namespace {

// The table's history, or the shorter one of the dimension that is asked for.
History history_of(const Scan& scan) {
  const auto& [dimension, days] = scan.table->shorter_history;
  const auto asked = scan.input(Role::kDimensionName);
  if (!dimension.empty() && asked && text::lower(*asked) == text::lower(dimension)) return {.days = days};
  return scan.table->history;
}

// Refers to the scan's conditions.
WindowQuestion question_of(const Scan& scan) {
  const auto text = [&](Role role) -> std::optional<std::string> {
    const auto given = scan.input(role);
    return given ? std::optional(std::string(*given)) : std::nullopt;
  };
  return {.history = history_of(scan),
          .granularity = scan.granularity,
          .conditions = &scan.conditions,
          .start_date = text(Role::kStartDate),
          .end_date = text(Role::kEndDate),
          .now = scan.now,
          .end_is_last_day = scan.table->end_is_last_day};
}

}  // namespace

void Bounds::add(const Argument& argument, const ArgumentValues& values) {
  PeriodCondition condition{.column = table().columns[argument.column].role, .op = argument.op, .texts = {}};
  for (const Value& value : values) {
    if (is_null(value)) continue;
    if (const std::string* text = if_text(value)) {
      condition.texts.push_back(text_of(argument, *text));
    } else if (argument.promise != Promise::kExact) {
      return;  // SQLite compares it by its own rules
    } else if (std::holds_alternative<Blob>(value)) {
      if (argument.op == Operator::kLt || argument.op == Operator::kLe) return;  // every text is below every blob
    } else {
      throw Error(cure::wrong_type(table(), argument.column, value));
    }
  }
  if (condition.texts.empty()) scan_.empty = true;
  scan_.conditions.push_back(std::move(condition));
  arguments_.push_back(&argument);
}

bool is_own(const Plan& plan, const Argument& argument, const IsOwn& is_own) {
  const bool literal = argument.op != Operator::kIn && !plan.at_run_time.test(argument.column);
  return literal || !is_own || is_own(static_cast<std::size_t>(&argument - plan.arguments.data()));
}

bool Bounds::is_own(const Argument& argument) const {
  return sql::is_own(plan_, argument, is_own_);
}

std::string Bounds::text_of(const Argument& argument, const std::string& text) {
  if (!argument.from_pattern && !text::begins_a_date(text)) {
    throw Error(cure::no_date(table(), argument.column, text));
  }
  std::string normal = normal_bound(text, scan_.granularity);
  if (normal != text && !is_own(argument)) {
    throw Error(cure::foreign_timestamp(table(), argument.column, argument.op, text, scan_.granularity));
  }
  if (argument.promise == Promise::kInexact) return text;  // SQLite checks it in plain text order
  scan_.cut_a_bound = scan_.cut_a_bound || normal != text;
  has_late_bound_ = has_late_bound_ || argument.promise == Promise::kLate;
  return normal;
}

// R7: SQLite compares a timestamp as text and would drop the boundary row that its date keeps. (It checks both bounds
// of a BETWEEN if one of them stands too late.)
void Bounds::require_answerable() const {
  if (!scan_.cut_a_bound || !has_late_bound_) return;
  throw Error(cure::too_many_conditions(table(), find(table(), Role::kPeriodStart).value()));
}

void Bounds::find_window() {
  require_answerable();
  if (table().history.empty() || scan_.empty) return;
  const WindowQuestion asked = question_of(scan_);
  const std::string_view no_months = table().history.no_months;
  if (!no_months.empty() && scan_.granularity == Granularity::kMonthly && !asked.start_date) {
    throw Error(std::string(table().name) + ": " + std::string(no_months));
  }
  require_no_key_for_a_date(asked);
  try {
    scan_.window = sql::find_window(asked);
  } catch (const Error& error) {  // sentences about dates do not know the table
    throw Error(std::string(table().name) + ": " + error.what());
  }
  if (!scan_.window) refuse_cut_month(asked);
  look_behind(asked);
  note_no_begin(asked);
  scan_.empty = !scan_.window;
}

void Bounds::refuse_cut_month(const WindowQuestion& question) const {
  const auto part = cut_month(question);
  if (!part) return;
  // In another join order, SQLite would look for another table's month among the rows and find none.
  const bool own =
      std::all_of(arguments_.begin(), arguments_.end(), [&](const Argument* each) { return is_own(*each); });
  if (own) throw Error(cure::cut_month(table(), *part));
}

// Periods before the history: an error where the statement asks for them, because it believes to see them. Another
// table's value just matches none, as it would if SQLite read that table last.
void Bounds::look_behind(const WindowQuestion& question) {
  const Argument* own = nullptr;
  for (std::size_t i = 0; i < scan_.conditions.size(); ++i) {
    if (!reaches_behind(question, scan_.conditions[i])) continue;
    if (is_own(*arguments_[i])) {
      own = arguments_[i];
    } else {
      scan_.notices.push_back(cure::behind_history_from_elsewhere(table(), arguments_[i]->column));
    }
  }
  if (own != nullptr) refuse_behind(question, *own);
}

// A time that no period begins or ends at equals none, and a month's 7th is easily written. (In a join, another table's
// days may well be compared with months.)
void Bounds::note_no_begin(const WindowQuestion& question) {
  for (std::size_t i = 0; i < scan_.conditions.size(); ++i) {
    const PeriodCondition& condition = scan_.conditions[i];
    const bool equals = condition.op == Operator::kEq || condition.op == Operator::kIs || condition.op == Operator::kIn;
    if (!equals || arguments_[i]->from_pattern) continue;
    for (const std::string& text : condition.texts) {
      const auto meant = between_periods(question, condition.column, text);
      if (!meant || !is_own(*arguments_[i])) continue;
      scan_.notices.push_back(cure::no_period_begins(table(), arguments_[i]->column, text, *meant, scan_.granularity));
    }
  }
}

// What another table's value leaves out counts in one join order alone, so it is left aside.
void Bounds::refuse_behind(WindowQuestion question, const Argument& argument) const {
  std::vector<PeriodCondition> given;
  const PeriodCondition* reaching = nullptr;
  for (std::size_t i = 0; i < scan_.conditions.size(); ++i) {
    if (arguments_[i] == &argument) reaching = &scan_.conditions[i];
    if (is_own(*arguments_[i])) given.push_back(scan_.conditions[i]);
  }
  question.conditions = &given;
  const auto behind = find_behind(question);
  if (!behind) return;
  const std::string& oldest = *std::min_element(reaching->texts.begin(), reaching->texts.end());
  throw Error(cure::behind_history(table(), argument.column, oldest, *behind));
}

// ce_cost_and_usage('service', 'region') binds start_date to 'region'.
void Bounds::require_no_key_for_a_date(const WindowQuestion& question) const {
  if (!question.start_date || text::parse_instant(*question.start_date)) return;
  const auto column = find(table(), *question.start_date);
  if (!column || !is_dimension(table().columns[*column].role)) return;
  throw Error(std::string(table().name) + ": start_date is " + literal(*question.start_date) +
              ", which is a key; two keys are one text, as in " + std::string(table().name) + "('service, " +
              *question.start_date + "').");
}

bool is_unbounded(const Scan& scan) {
  return scan.window && scan.conditions.empty() && !scan.bound_by_twin && !scan.input(Role::kStartDate) &&
         !scan.input(Role::kEndDate);
}

std::string unbounded(const Scan& scan) {
  return cure::unbounded(*scan.table, history_of(scan), scan.granularity, scan.now);
}

std::optional<Window> window_of(const Scan& scan) {
  if (scan.table->history.empty()) return std::nullopt;
  return find_window(question_of(scan));
}

}  // namespace awscost::sql
