#include "sql/rebinding.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "sql/text/displayable.h"
#include "sql/text/instant.h"

namespace awscost::sql {
namespace {

bool takes_texts(const Scan& scan, std::size_t column) {
  const Column& declared = scan.table->columns[column];
  return is_dimension(declared.role) || is_picked(declared) || (is_narrowing(declared) && declared.type == Type::kText);
}

bool rebind_selection(Scan& scan, std::size_t column, std::string_view before, std::string_view text) {
  Selection& selection = scan.selections[column];
  if (selection.absent || selection.values.size() != 1 || selection.values.front() != before) return false;
  selection.values.front() = text;
  return true;
}

bool rebind_day(Scan& scan, std::string_view before, std::string_view text) {
  constexpr std::size_t kDate = 10;
  if (scan.granularity != Granularity::kDaily || scan.conditions.size() != 1 || text.size() != kDate) return false;
  PeriodCondition& condition = scan.conditions.front();
  if (condition.op != Operator::kEq || condition.texts.size() != 1 || condition.texts.front() != before) return false;
  const auto day = text::parse_instant(text);
  if (!day) return false;
  condition.texts.front() = text;
  scan.window = Window{condition.texts.front(), text::date_text(*day + std::chrono::days{1})};
  return true;
}

}  // namespace

bool rebind(Scan& scan, const Plan& plan, std::size_t which, std::string_view before, std::string_view text,
            Rebinding& changed) {
  const Argument& argument = plan.arguments[which];
  // What the empty text and other bytes than UTF-8 mean depends on the column.
  if (argument.op != Operator::kEq || argument.from_pattern || text.empty() || !text::is_utf8(text)) return false;
  if (scan.table->columns[argument.column].role == Role::kPeriodStart) {
    changed.window = true;
    return rebind_day(scan, before, text);
  }
  changed.columns.set(argument.column);
  // Two conditions on a column have met in one selection.
  const auto on_column = std::count_if(plan.arguments.begin(), plan.arguments.end(),
                                       [&](const Argument& other) { return other.column == argument.column; });
  return on_column == 1 && takes_texts(scan, argument.column) && rebind_selection(scan, argument.column, before, text);
}

}  // namespace awscost::sql
