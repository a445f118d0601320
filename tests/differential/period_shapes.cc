// Conditions on period_start and period_end in every form that people and BI tools write, as shapes to draw from.
//
// How: each shape draws its bounds near edges that go wrong (month ends, midnight timestamps, the default start) and
// writes the condition for the plain table. period_start >= '2026-11-01 00:00:00' is one of them.
#include <algorithm>

#include "shapes.h"

namespace awscost::differential {
namespace {

using std::chrono::days;
using std::chrono::hours;

bool hourly(const Draw& draw) {
  return draw.source.granularity && draw.source.granularity->grains.front() == Grain::kHourly;
}
bool monthly(const Draw& draw) {
  return draw.source.granularity && draw.source.granularity->grains.front() == Grain::kMonthly;
}

Seconds draw_moment(Draw& draw) {
  const auto today = std::chrono::floor<days>(draw.world.now);
  const bool short_history = draw.source.resources || hourly(draw);
  if (draw.random.chance(short_history ? 3 : 10)) return today - days{20 + draw.random.below(300)};
  if (draw.random.chance(monthly(draw) ? 80 : 8)) {
    const std::chrono::year_month_day date{today};
    const auto month = date.year() / date.month() / 1;
    return std::chrono::sys_days{month - std::chrono::months{short_history ? 0 : draw.random.below(5)}};
  }
  if (draw.random.chance(6)) return today + days{1 + draw.random.below(40)};
  const Seconds day = today - days{draw.random.below(13)};
  return hourly(draw) ? day + hours{draw.random.below(24)} : day;
}

std::string in_own_form(Draw& draw, Seconds at) {
  return hourly(draw) ? time_text(at) : date_text(at);
}

// A timestamp that means a whole day, in the form of BI tools.
std::string midnight(Draw& draw, const std::string& date) {
  static const std::vector<std::string> tails = {" 00:00:00",     "T00:00:00Z", "T00:00:00",
                                                 " 00:00:00.000", " 00:00",     " 00:00:00+00:00"};
  return date + draw.random.pick(tails);
}

std::string column(Draw& draw) {
  return draw.random.chance(80) ? "@.period_start" : "@.period_end";
}

struct Bound {
  Text text;
  bool cut = false;
};

// A literal, a parameter, a function or, where the table evaluates it, a midnight timestamp.
Bound draw_operand(Draw& draw, const std::string& bound, bool may_cut) {
  switch (draw.random.below(may_cut && !hourly(draw) ? 5 : 4)) {
    case 0:
      return {both(draw.parameter(bound))};
    case 1:
      if (!hourly(draw)) return {both("date(" + quoted(bound) + ", '+0 days')")};
      [[fallthrough]];
    case 4:
      if (may_cut && !hourly(draw)) {
        const std::string stamp = midnight(draw, bound);
        if (draw.random.chance(50)) return {{draw.parameter(stamp, bound)}, true};
        return {{quoted(stamp), quoted(bound)}, true};
      }
      [[fallthrough]];
    default:
      return {both(quoted(bound))};
  }
}

Predicate period(Text text, std::optional<std::string> from = std::nullopt, bool cut = false) {
  return {.text = std::move(text), .from = std::move(from), .periods_only = true, .cut = cut};
}
// SQLite may pass the bound to the table, or check it itself.
Predicate unsure(Predicate predicate) {
  predicate.from_is_sure = false;
  return predicate;
}
Predicate told(Predicate predicate) {
  predicate.told = true;
  return predicate;
}

Predicate compared(Draw& draw, const std::string& op, bool from) {
  const std::string bound = draw_bound(draw);
  const Bound operand = draw_operand(draw, bound, true);
  const std::string left = column(draw) + " " + op + " ";
  return period(
      {left + operand.text.asked, left + (operand.text.plain.empty() ? operand.text.asked : operand.text.plain)},
      from ? std::optional(bound) : std::nullopt, operand.cut);
}

Predicate equal(Draw& draw) {
  return told(compared(draw, "=", true));
}
Predicate below(Draw& draw) {
  return told(compared(draw, draw.random.chance(50) ? "<" : "<=", false));
}
Predicate above(Draw& draw) {
  return told(compared(draw, draw.random.chance(50) ? ">" : ">=", true));
}

std::pair<std::string, std::string> draw_range(Draw& draw) {
  std::string first = draw_bound(draw);
  std::string last = draw_bound(draw);
  if (last < first && draw.random.chance(90)) std::swap(first, last);
  return {first, last};
}

Predicate two_sided(Draw& draw) {
  const auto [first, last] = draw_range(draw);
  return told(period(both("@.period_start >= " + quoted(first) + " AND @.period_start < " + quoted(last)), first));
}
Predicate between(Draw& draw) {
  const auto [first, last] = draw_range(draw);
  const Bound low = draw_operand(draw, first, true);
  const Bound high = draw_operand(draw, last, true);
  const auto plain = [](const Bound& bound) { return bound.text.plain.empty() ? bound.text.asked : bound.text.plain; };
  const std::string left = column(draw) + " BETWEEN ";
  return told(period({left + low.text.asked + " AND " + high.text.asked, left + plain(low) + " AND " + plain(high)},
                     first, low.cut || high.cut));
}
Predicate not_between(Draw& draw) {
  const auto [first, last] = draw_range(draw);
  return unsure(period(both("@.period_start NOT BETWEEN " + quoted(first) + " AND " + quoted(last)), last));
}
Predicate in_list(Draw& draw) {
  std::string asked, plain, from;
  bool cut = false;
  const std::size_t count = 1 + draw.random.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string bound = draw_bound(draw);
    const bool stamp = !hourly(draw) && draw.random.chance(20);
    asked += (i == 0 ? "" : ", ") + quoted(stamp ? midnight(draw, bound) : bound);
    plain += (i == 0 ? "" : ", ") + quoted(bound);
    cut = cut || stamp;
    if (from.empty() || bound < from) from = bound;
  }
  const std::string left = column(draw) + " IN (";
  return told(period({left + asked + ")", left + plain + ")"}, from, cut));
}
Predicate of_table(const std::string& condition) {
  Predicate predicate = period(both(condition));
  predicate.foreign = true;
  return told(predicate);
}
std::string draw_days(Draw& draw) {
  return draw.random.chance(50) ? "days" : "olds";
}
Predicate in_subquery(Draw& draw) {
  return of_table("@.period_start IN (SELECT d FROM " + draw_days(draw) + ")");
}
Predicate same_column_or(Draw& draw) {
  const std::string first = draw_bound(draw);
  const std::string second = draw_bound(draw);
  return told(
      period(both("(@.period_start = " + quoted(first) + " OR @.period_start = " + draw.parameter(second) + ")"),
             std::min(first, second)));
}
Predicate or_of_ranges(Draw& draw) {
  const std::string first = draw_bound(draw);
  const std::string second = draw_bound(draw);
  return unsure(
      period(both("(@.period_start < " + quoted(first) + " OR @.period_start > " + quoted(second) + ")"), second));
}
Predicate scalar_subquery(Draw& draw) {
  if (draw.random.chance(50)) return of_table("@.period_start = (SELECT max(d) FROM " + draw_days(draw) + ")");
  return of_table("@.period_start >= (SELECT min(d) FROM " + draw_days(draw) + ")");
}
Predicate not_equal(Draw& draw) {
  return period(both(column(draw) + (draw.random.chance(50) ? " <> " : " IS NOT ") + quoted(draw_bound(draw))));
}
Predicate is_text(Draw& draw) {
  const std::string bound = draw_bound(draw);
  return told(
      period(both(column(draw) + " IS " + (draw.random.chance(50) ? quoted(bound) : draw.parameter(bound))), bound));
}
Predicate not_in(Draw& draw) {
  return period(both("@.period_start NOT IN (" + quoted(draw_bound(draw)) + ", " + quoted(draw_bound(draw)) + ")"));
}
Predicate pattern(Draw& draw, const std::string& op, const std::string& tail) {
  const std::string beginning = draw_bound(draw).substr(0, draw.random.pick(std::vector<std::size_t>{4, 7, 8, 9, 10}));
  const std::string text = quoted(beginning + tail);
  Predicate predicate = period(both(column(draw) + " " + op + " " + text), beginning);
  predicate.from_is_sure = false;
  return predicate;
}
Predicate like(Draw& draw) {
  return pattern(draw, "LIKE", "%");
}
Predicate glob(Draw& draw) {
  return pattern(draw, "GLOB", "*");
}
Predicate not_like(Draw& draw) {
  return period(both("@.period_start NOT LIKE " + quoted("%" + draw_bound(draw).substr(8, 2) + "%")));
}
Predicate prefix(Draw& draw) {
  const std::string beginning = draw_bound(draw).substr(0, draw.random.chance(50) ? 4 : 7);
  const bool from = draw.random.chance(60);
  return told(period(both(column(draw) + (from ? " >= " : " <= ") + quoted(beginning)),
                     from ? std::optional(beginning) : std::nullopt));
}
Predicate in_a_function(Draw& draw) {
  switch (draw.random.below(3)) {
    case 0:
      return period(both("substr(@.period_start, 1, 7) = " + quoted(draw_bound(draw).substr(0, 7))));
    case 1:
      return period(both("date(@.period_start, '+2 days') > " + quoted(draw_bound(draw))));
    default:
      return period(both("+@.period_start >= " + quoted(draw_bound(draw))));
  }
}
Predicate nocase(Draw& draw) {
  const std::string bound = draw_bound(draw);
  const bool from = draw.random.chance(50);
  return told(period(both("@.period_start " + std::string(from ? ">=" : "<") + " " + quoted(bound) + " COLLATE NOCASE"),
                     from ? std::optional(bound) : std::nullopt));
}
Predicate null(Draw& draw) {
  static const std::vector<std::string> forms = {" = NULL",      " > NULL",    " IS NULL",
                                                 " IS NOT NULL", " IN (NULL)", " IN ()"};
  Predicate predicate = period(both(column(draw) + draw.random.pick(forms)));
  predicate.may_be_false = true;
  return predicate;
}
Predicate blob(Draw& draw) {
  const std::string op = draw.random.pick(std::vector<std::string>{" = ", " < ", " >= ", " IS NOT ", " <> "});
  Predicate predicate = period(both(column(draw) + op + "x'3230'"));
  predicate.may_be_false = true;
  return predicate;
}
Predicate number(Draw& draw) {
  const std::string op = draw.random.pick(std::vector<std::string>{" = ", " < ", " >= "});
  Predicate predicate = period(both("@.period_start" + op + (draw.random.chance(50) ? "20261101" : "1.5")));
  predicate.errors = kWrongType | kNoDate;  // a join's copy is already text
  return predicate;
}
Predicate no_date(Draw& draw) {
  static const std::vector<std::string> texts = {"yesterday", "2026-11-5", "2026/11/05", "", "05.11.2026", "2026-13"};
  const std::string text = draw.random.pick(texts);
  const std::string op = draw.random.pick(std::vector<std::string>{" = ", " < ", " >= ", " IS "});
  Predicate predicate = period(both("@.period_start" + op + quoted(text)));
  if (!text.empty()) predicate.errors = kNoDate;
  return predicate;
}
Predicate row_value(Draw& draw) {
  const std::string bound = draw_bound(draw);
  if (draw.random.chance(50)) {
    return period(both("(@.period_start, @.period_end) >= (" + quoted(bound) + ", " + quoted(draw_bound(draw)) + ")"),
                  bound);
  }
  return period(both("(@.period_start, @.period_end) > (" + quoted(bound) + ", '2026')"), bound);
}
Predicate contradiction(Draw& draw) {
  const std::string bound = draw_bound(draw);
  Predicate predicate =
      period(both("@.period_start < " + quoted(bound) + " AND @.period_start > " + quoted(bound)), bound);
  predicate.may_be_false = true;
  return predicate;
}
Predicate with_itself(Draw&) {
  return period(both("@.period_start < @.period_end"));
}

Predicate result(std::string text) {
  return {.text = both(std::move(text))};
}
Predicate cost_range(Draw& draw) {
  const std::string op = draw.random.pick(std::vector<std::string>{" > ", " <= ", " <> ", " = "});
  return result("@.unblended_cost" + op + literal(static_cast<double>(draw.random.below(9)) / 2.0));
}
Predicate cost_between(Draw&) {
  return result("@.amortized_cost BETWEEN -1 AND 2.5");
}
Predicate usage_in(Draw&) {
  return result("@.usage_quantity IN (0, 1, 2)");
}
Predicate estimated(Draw& draw) {
  return result("@.estimated = " + std::to_string(draw.random.below(2)));
}
Predicate currency(Draw& draw) {
  return result(draw.random.chance(80) ? "@.currency = 'USD'" : "@.currency <> 'USD'");
}
Predicate group(Draw& draw) {
  const std::string name = draw.random.chance(70) ? "@.group_1" : "@.group_2";
  const std::string value = quoted(draw.text(static_cast<Dimension>(draw.random.below(kDimensions))));
  const std::vector<std::string> forms = {" = " + value, " <> " + value, " IN (" + value + ", 'pay')",
                                          " IS NULL",    " IS NOT NULL", " LIKE '%a%'",
                                          " >= " + value};
  return result(name + draw.random.pick(forms));
}
Predicate arithmetic(Draw&) {
  return result("@.unblended_cost - @.amortized_cost < 1");
}
Predicate cost_or_period(Draw& draw) {
  const std::string bound = draw_bound(draw);
  Predicate predicate = result("(@.unblended_cost > 2 OR @.period_start = " + quoted(bound) + ")");
  predicate.from = bound;
  return unsure(predicate);
}

}  // namespace

std::string draw_bound(Draw& draw) {
  return in_own_form(draw, draw_moment(draw));
}

const std::vector<Shape>& period_shapes() {
  static const std::vector<Shape> shapes = {{"period =", equal},
                                            {"period below", below},
                                            {"period above", above},
                                            {"period two-sided", two_sided},
                                            {"period BETWEEN", between},
                                            {"period NOT BETWEEN", not_between},
                                            {"period IN list", in_list},
                                            {"period IN subquery", in_subquery},
                                            {"period same-column OR", same_column_or},
                                            {"period OR of ranges", or_of_ranges},
                                            {"period scalar subquery", scalar_subquery},
                                            {"period <>", not_equal},
                                            {"period IS", is_text},
                                            {"period NOT IN", not_in},
                                            {"period LIKE", like},
                                            {"period GLOB", glob},
                                            {"period NOT LIKE", not_like},
                                            {"period prefix", prefix},
                                            {"period in a function", in_a_function},
                                            {"period COLLATE NOCASE", nocase},
                                            {"period NULL", null},
                                            {"period blob", blob},
                                            {"period number", number},
                                            {"period no date", no_date},
                                            {"period row value", row_value},
                                            {"period contradiction", contradiction},
                                            {"period with itself", with_itself}};
  return shapes;
}

const std::vector<Shape>& result_shapes() {
  static const std::vector<Shape> shapes = {{"cost compared", cost_range}, {"cost BETWEEN", cost_between},
                                            {"usage IN", usage_in},        {"estimated", estimated},
                                            {"currency", currency},        {"group_n", group},
                                            {"arithmetic", arithmetic},    {"cost OR period", cost_or_period}};
  return shapes;
}

}  // namespace awscost::differential
