// Predicates that combine: two dimensions in one, OR, contradictions.
#include "dimension_forms.h"

namespace awscost::differential {
namespace {

// Another dimension of the same kind, key or slice, so that a combination can be right.
Dimension companion(Draw& draw, Dimension d) {
  std::vector<Dimension> others;
  for (std::size_t i = 0; i < kItemDimensions; ++i) {
    const auto other = static_cast<Dimension>(i);
    if (other == kResourceId && !draw.source.resources) continue;
    if (other != d && draw.source.has_key(other) == draw.source.has_key(d)) others.push_back(other);
  }
  return others.empty() ? d : draw.random.pick(others);
}

Predicate row_value_equals(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  const std::string first = draw.text(d);
  const std::string second = e == d ? first : draw.text(e);
  Predicate predicate =
      equals("(" + at(d) + ", " + at(e) + ") = (" + quoted(first) + ", " + quoted(second) + ")", d, {first});
  if (e != d) predicate.claims.push_back({e, Effect::kEquals, {second}});
  return predicate;
}
Predicate row_value_in(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  Texts firsts, seconds;
  std::string rows;
  for (std::size_t i = 0; i < 2; ++i) {
    firsts.push_back(draw.text(d));
    seconds.push_back(e == d ? firsts.back() : draw.text(e));
    rows += (i == 0 ? "(" : ", (") + quoted(firsts.back()) + ", " + quoted(seconds.back()) + ")";
  }
  Predicate predicate{.text = both("(" + at(d) + ", " + at(e) + ") IN (VALUES " + rows + ")"),
                      .claims = {{d, Effect::kEach, sorted(firsts)}},
                      // SQLite 3.54 finds no plan where 3.40 finds one that leaves the columns unbound.
                      .perhaps = kUnboundDimension | kNoSolution};
  if (e != d) predicate.claims.push_back({e, Effect::kEach, sorted(seconds)});
  return predicate;
}
Predicate row_value_range(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  Predicate predicate =
      reads("(" + at(d) + ", " + at(e) + ") >= (" + quoted(draw.text(d)) + ", " + quoted(draw.text(e)) + ")", d);
  predicate.claims.push_back({e, Effect::kReads, {}});
  predicate.short_circuits = true;
  return predicate;
}
Predicate or_across_columns(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  Predicate predicate = reads("(" + at(d) + " = " + quoted(draw.text(d)) + " OR " + at(e) +
                                  (draw.random.chance(70) ? " = " : " <> ") + quoted(draw.text(e)) + ")",
                              d);
  predicate.claims.push_back({e, Effect::kReads, {}});
  predicate.short_circuits = true;
  predicate.transitive = true;
  return predicate;
}
// The halves share no condition, so SQLite has nothing to factor out.
Predicate or_of_conjunctions(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  const std::string first = draw.text(d);
  const std::string second = draw.text(e);
  const auto half = [&](const std::string& a, const std::string& b) {
    return "(" + at(d) + " = " + quoted(a) + " AND " + at(e) + " = " + quoted(b) + ")";
  };
  const auto other = [&](Dimension dimension, const std::string& than) {
    std::string value = draw.text(dimension);
    return value == than ? value + "x" : value;
  };
  Predicate predicate = reads("(" + half(first, second) + " OR " + half(other(d, first), other(e, second)) + ")", d);
  predicate.claims.push_back({e, Effect::kReads, {}});
  predicate.short_circuits = true;
  predicate.transitive = true;
  return predicate;
}
Predicate or_that_factors(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  const std::string same = at(d) + " = " + quoted(value);
  const std::string last = draw_bound(draw);
  const std::string first = draw_bound(draw);
  Predicate predicate = equals("((" + same + " AND @.period_start <= " + quoted(last) + ") OR (" + same +
                                   " AND @.period_start > " + quoted(first) + "))",
                               d, {value});
  predicate.from = first;
  predicate.from_is_sure = false;
  predicate.perhaps = kUnboundDimension | kMergedBranches;
  predicate.short_circuits = true;
  predicate.transitive = true;
  return predicate;
}
Predicate or_with_a_cost(Draw& draw, Dimension d) {
  Predicate predicate = reads("(@.unblended_cost > 1 OR " + at(d) + " = " + quoted(draw.text(d)) + ")", d);
  predicate.short_circuits = true;
  return predicate;
}
Predicate or_with_a_period(Draw& draw, Dimension d) {
  const std::string bound = draw_bound(draw);
  Predicate predicate = reads("(@.period_start = " + quoted(bound) + " OR " + at(d) +
                                  (draw.random.chance(50) ? " <> " : " = ") + quoted(draw.text(d)) + ")",
                              d);
  predicate.short_circuits = true;
  predicate.from = bound;
  predicate.from_is_sure = false;
  return predicate;
}
Predicate or_of_not_equals(Draw& draw, Dimension d) {
  return reads("(" + at(d) + " <> " + quoted(draw.text(d)) + " OR " + at(d) + " <> " + quoted(draw.text(d)) + ")", d);
}
Predicate contradiction(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return never(
      equals("(" + at(d) + " = " + quoted(value) + " AND " + at(d) + " = " + quoted(value + "x") + ")", d, {}));
}
Predicate equal_and_in(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  Texts values = draw.texts(d);
  if (draw.random.chance(70)) values.push_back(value);
  const bool there = std::find(values.begin(), values.end(), value) != values.end();
  return never(equals(
      at(d) + " = " + quoted(value) + " AND " + at(d) + " IN (SELECT " + quoted(values.front()) +
          [&] {
            std::string more;
            for (std::size_t i = 1; i < values.size(); ++i) more += " UNION SELECT " + quoted(values[i]);
            return more;
          }() +
          ")",
      d, there ? Texts{value} : Texts{}));
}
Predicate equals_a_column(Draw& draw, Dimension d) {
  const Dimension e = companion(draw, d);
  Predicate predicate = reads(at(d) + " = " + at(e), d);
  predicate.transitive = true;
  predicate.claims.push_back({e, Effect::kReads, {}});
  return predicate;
}

}  // namespace

const std::vector<DimensionShape>& dimension_shapes() {
  static const std::vector<DimensionShape> shapes = [] {
    std::vector<DimensionShape> all = simple_shapes();
    all.insert(all.end(), {
                              {"row value =", true, row_value_equals},
                              {"row value IN", false, row_value_in},
                              {"row value >=", false, row_value_range},
                              {"OR across columns", false, or_across_columns},
                              {"OR of conjunctions", false, or_of_conjunctions},
                              {"OR that factors", false, or_that_factors},
                              {"OR with a cost", false, or_with_a_cost},
                              {"OR with a period", false, or_with_a_period},
                              {"OR of <>", false, or_of_not_equals},
                              {"contradiction", true, contradiction},
                              {"= and IN", true, equal_and_in},
                              {"= a column", false, equals_a_column},
                          });
    return all;
  }();
  return shapes;
}

}  // namespace awscost::differential
