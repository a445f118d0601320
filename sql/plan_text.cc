#include "sql/plan_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "sql/error.h"
#include "sql/group_by.h"
#include "sql/metrics.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::sql {
namespace {

struct Spelling {
  Operator op;
  std::string_view text;  // after the column's name
};
// Longer spellings stand first, because reading takes the first that fits.
constexpr std::array<Spelling, 5> kUnansweredSpellings = {{{Operator::kLike, " LIKE"},
                                                           {Operator::kGlob, " GLOB"},
                                                           {Operator::kNe, " <>"},
                                                           {Operator::kIsNotNull, " IS NOT NULL"},
                                                           {Operator::kIsNot, " IS NOT"}}};
constexpr std::array<Spelling, 8> kSpellings = {{{Operator::kIsNull, " IS NULL"},
                                                 {Operator::kIs, " IS ?"},
                                                 {Operator::kIn, " IN ?"},
                                                 {Operator::kLe, " <= ?"},
                                                 {Operator::kGe, " >= ?"},
                                                 {Operator::kLt, " < ?"},
                                                 {Operator::kGt, " > ?"},
                                                 {Operator::kEq, " = ?"}}};

constexpr std::string_view kEvery = "every ";
constexpr std::string_view kBy = "by ";                             // narrowed by, picked by, joined by
constexpr std::string_view kGroupsOf = "groups of ";                // after "in"
constexpr std::string_view kRequestAValue = "request a value of ";  // after "one"

std::string_view spelling(Operator op) {
  const auto found = std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& s) { return s.op == op; });
  return found == kSpellings.end() ? std::string_view(" ?") : found->text;
}

std::string_view mark(Promise promise) {
  switch (promise) {
    case Promise::kExact:
      return "";
    case Promise::kInexact:
      return " [rechecked]";
    case Promise::kLate:
      return " [late]";
  }
  return "";
}

bool is_parent(const Column& column) {
  return column.role == Role::kParent;
}

// SQLite checks the column's rows again, whatever the plan takes.
bool is_checked_again(const Column& column) {
  return is_parent(column) || is_narrowing(column) || is_picked(column) || column.role == Role::kPeriodTwin;
}

std::string argument_text(const Table& table, const Argument& argument) {
  const Column& column = table.columns[argument.column];
  std::string text(column.name);
  text += spelling(argument.op);
  if (is_checked_again(column)) return text;  // always inexact: no need to say so
  text += mark(argument.promise);
  if (argument.from_pattern) text += " [pattern]";
  if (argument.in_turn) text += " [in turn]";
  return text;
}

// The arguments on columns that `accept` accepts.
template <class Accept>
std::string arguments_text(const Table& table, const Plan& plan, Accept accept) {
  std::string text;
  for (const Argument& argument : plan.arguments) {
    if (!accept(table.columns[argument.column])) continue;
    if (!text.empty()) text += ", ";
    text += argument_text(table, argument);
  }
  return text;
}

void add_section(std::string& text, std::string_view name, std::string_view body) {
  if (body.empty()) return;
  text += "; ";
  text += name;
  text += ' ';
  text += body;
}

std::string metrics_text(const Table& table, const Plan& plan) {
  std::string names;
  for (const Column* metric : requested_metrics(table, plan.mentioned)) {
    if (!names.empty()) names += ", ";
    names += metric->wire;
  }
  return names;
}

std::string groups_text(const Table& table, const Plan& plan) {
  std::string names;
  for (const std::size_t column : plan.grouped_by) {
    names += names.empty() ? kGroupsOf : std::string_view(", ");
    names += table.columns[column].name;
  }
  return names;
}

std::string mentioned_text(const Table& table, const Plan& plan) {
  std::string names;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!plan.mentioned.test(i)) continue;
    if (!names.empty()) names += ", ";
    names += table.columns[i].name;
  }
  return names;
}

std::string_view suffix(RefusalReason why) {
  switch (why) {
    case RefusalReason::kGroupByIn:
      return " IN";
    case RefusalReason::kOfWindow:
      return " of the window";
    case RefusalReason::kNullInput:
      return " NULL";
    case RefusalReason::kMatch:
      return " MATCH";
    case RefusalReason::kTooLate:
      break;
  }
  return " too late";
}

std::string refused_text(const Table& table, const Plan& plan) {
  std::string text;
  for (const Refusal& refused : plan.refusals) {
    if (!text.empty()) text += ", ";
    text += table.columns[refused.column].name;
    text += suffix(refused.why);
  }
  return text;
}

std::string unanswered_text(const Table& table, const Plan& plan) {
  std::string text;
  for (const Unanswered& condition : plan.unanswered) {
    if (!text.empty()) text += ", ";
    text += table.columns[condition.column].name;
    for (const Spelling& each : kUnansweredSpellings) text += each.op == condition.op ? each.text : "";
  }
  return text;
}

bool has_argument(const Table& table, const Plan& plan, Role role) {
  return std::any_of(plan.arguments.begin(), plan.arguments.end(),
                     [&](const Argument& argument) { return table.columns[argument.column].role == role; });
}

// `filter none`: no dimension narrows what is summed. An Expression given as `filter` stands among the inputs.
std::string filter_text(const Table& table, const Plan& plan) {
  std::string filter = arguments_text(table, plan, [](const Column& column) { return is_dimension(column.role); });
  const bool could = find(table, Role::kFilter) && !has_argument(table, plan, Role::kFilter);
  return filter.empty() && could ? "none" : filter;
}

// `window default`: nothing bounds the period. start_date and end_date stand among the inputs.
std::string window_text(const Table& table, const Plan& plan) {
  std::string window = arguments_text(table, plan, [](const Column& column) { return bounds_the_window(column.role); });
  if (!window.empty() || table.history.empty()) return window;
  const bool verbatim = has_argument(table, plan, Role::kStartDate) || has_argument(table, plan, Role::kEndDate);
  return verbatim ? "" : "default";
}

// AWS demands a filter, and no other condition is one.
bool is_the_only_filter(const Table& table, const Plan& plan, std::size_t column) {
  if (table.required_filter.empty() || !is_dimension(table.columns[column].role)) return false;
  return std::none_of(plan.arguments.begin(), plan.arguments.end(), [&](const Argument& other) {
    const Role role = table.columns[other.column].role;
    if (role == Role::kFilter || role == Role::kFilterBy) return true;
    return is_dimension(role) && !plan.at_run_time.test(other.column);
  });
}

// Whether a loop over the column's values asks once for each: an input and a parent have one value a request, and so has
// a slice that cannot become a key.
bool is_asked_by_value(const Table& table, const Plan& plan, std::size_t column) {
  const Column& declared = table.columns[column];
  if (is_input(declared.role)) return !declared.fixed;
  if (is_parent(declared) || is_the_only_filter(table, plan, column)) return true;
  if (!is_dimension(declared.role) || !plan.group_by) return false;
  try {
    const GroupBy group_by = parse_group_by(table, *plan.group_by);
    return !group_by.has(column) && (declared.only_filters || group_by.keys.size() >= table.most_keys);
  } catch (const Error&) {
    return false;  // make_scan raises it
  }
}

// `joined by service`: a loop over its values asks once or twice for all of them.
void add_joins(std::string& text, const Table& table, const Plan& plan) {
  std::string joined;
  std::string by_value;
  if (table.operation.empty()) return;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!plan.at_run_time.test(i)) continue;
    std::string& names = is_asked_by_value(table, plan, i) ? by_value : joined;
    if (!names.empty()) names += ", ";
    names += table.columns[i].name;
  }
  if (!joined.empty()) add_section(text, "joined", std::string(kBy) + joined);
  if (!by_value.empty()) add_section(text, "one", std::string(kRequestAValue) + by_value);
}

// `of every usage_plan_id`: the parents are listed first, and each one is asked.
std::string parents_text(const Table& table, const Plan& plan) {
  const auto column = find(table, Role::kParent);
  if (!column) return {};
  const std::string bound = arguments_text(table, plan, is_parent);
  return bound.empty() ? std::string(kEvery) + std::string(table.columns[*column].name) : bound;
}

// An input that decides the grain: its value where it is known, such as 'service', else ?.
std::string grain_text(const Table& table, Role role, const std::optional<std::string>& known) {
  if (!find(table, role)) return {};
  return known ? literal(*known) : "?";
}

// Cuts at separators outside quotes: a group_by literal may hold any character.
std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    if (quoted || text.substr(i, separator.size()) != separator) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

[[noreturn]] void no_plan(std::string_view text) {
  throw Error("'" + std::string(text) + "' is no part of a plan of this table; prepare the statement again.");
}

std::size_t column_named(const Table& table, std::string_view name) {
  const auto column = find(table, name);
  if (!column) no_plan(name);
  return *column;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

Argument read_argument(const Table& table, std::string_view text) {
  std::string_view rest = text;
  Argument argument;
  argument.in_turn = take_suffix(rest, " [in turn]");
  argument.from_pattern = take_suffix(rest, " [pattern]");
  for (const Promise promise : {Promise::kInexact, Promise::kLate}) {
    if (take_suffix(rest, mark(promise))) argument.promise = promise;
  }
  for (const Spelling& spelling : kSpellings) {
    if (!take_suffix(rest, spelling.text)) continue;
    argument.op = spelling.op;
    argument.column = column_named(table, rest);
    const Column& column = table.columns[argument.column];
    if (is_checked_again(column)) argument.promise = Promise::kInexact;
    return argument;
  }
  no_plan(text);
}

Refusal read_refused(const Table& table, std::string_view text) {
  std::string_view rest = text;
  for (const RefusalReason why : {RefusalReason::kGroupByIn, RefusalReason::kOfWindow, RefusalReason::kNullInput,
                                  RefusalReason::kMatch, RefusalReason::kTooLate}) {
    if (take_suffix(rest, suffix(why))) return {why, column_named(table, rest)};
  }
  no_plan(text);
}

Unanswered read_unanswered(const Table& table, std::string_view text) {
  std::string_view rest = text;
  for (const Spelling& spelling : kUnansweredSpellings) {
    if (take_suffix(rest, spelling.text)) return {column_named(table, rest), spelling.op};
  }
  no_plan(text);
}

void read_at_run_time(const Table& table, std::string_view names, Plan& plan) {
  for (const std::string_view name : split(names, ", ")) plan.at_run_time.set(column_named(table, name));
}

void read_section(const Table& table, std::string_view section, Plan& plan) {
  const auto blank = section.find(' ');
  const std::string_view name = section.substr(0, blank);
  std::string_view body = blank == std::string_view::npos ? std::string_view() : section.substr(blank + 1);
  if (name == "metrics" || body == "default" || body == "none" || (name == "of" && body.starts_with(kEvery))) return;
  if (name == "one" && body.starts_with(kRequestAValue))
    return read_at_run_time(table, body.substr(kRequestAValue.size()), plan);
  if (name == "joined" && body.starts_with(kBy)) return read_at_run_time(table, body.substr(kBy.size()), plan);
  if (name == "in" && body.starts_with(kGroupsOf)) body.remove_prefix(kGroupsOf.size());
  if ((name == "narrowed" || name == "picked") && body.starts_with(kBy)) body.remove_prefix(kBy.size());
  if (name == "group_by" || name == "granularity") {
    if (body.starts_with('\'')) (name == "group_by" ? plan.group_by : plan.granularity) = text::unquoted(body);
    return;
  }
  for (const std::string_view part : split(body, ", ")) {
    if (name == "filter" || name == "inputs" || name == "window" || name == "of" || name == "narrowed" ||
        name == "picked") {
      plan.arguments.push_back(read_argument(table, part));
    } else if (name == "in") {
      plan.grouped_by.push_back(column_named(table, part));
    } else if (name == "uses") {
      plan.mentioned.set(column_named(table, part));
    } else if (name == "unanswered") {
      plan.unanswered.push_back(read_unanswered(table, part));
    } else if (name == "refused") {
      plan.refusals.push_back(read_refused(table, part));
    } else {
      no_plan(section);
    }
  }
}

}  // namespace

std::string to_text(const Table& table, const Plan& plan) {
  std::string text(table.operation.empty() ? table.name : table.operation);
  add_section(text, "filter", filter_text(table, plan));
  add_section(text, "inputs", arguments_text(table, plan, [](const Column& column) { return is_input(column.role); }));
  add_section(text, "window", window_text(table, plan));
  add_section(text, "of", parents_text(table, plan));
  const std::string narrowed = arguments_text(table, plan, is_narrowing);
  if (!narrowed.empty()) add_section(text, "narrowed", std::string(kBy) + narrowed);
  const std::string picked = arguments_text(table, plan, is_picked);
  if (!picked.empty()) add_section(text, "picked", std::string(kBy) + picked);
  add_joins(text, table, plan);
  add_section(text, "group_by", grain_text(table, Role::kGroupBy, plan.group_by));
  add_section(text, "granularity", grain_text(table, Role::kGranularity, plan.granularity));
  add_section(text, "metrics", metrics_text(table, plan));
  add_section(text, "in", groups_text(table, plan));
  add_section(text, "uses", mentioned_text(table, plan));
  add_section(text, "unanswered", unanswered_text(table, plan));
  add_section(text, "refused", refused_text(table, plan));
  return text;
}

Plan from_text(const Table& table, std::string_view text) {
  Plan plan;
  const auto sections = split(text, "; ");
  for (std::size_t i = 1; i < sections.size(); ++i) read_section(table, sections[i], plan);
  return plan;
}

}  // namespace awscost::sql
