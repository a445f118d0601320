// Predicates on one dimension, one form of SQL each.
#include "dimension_forms.h"

namespace awscost::differential {
namespace {

Predicate equal_literal(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return equals(draw.random.chance(50) ? at(d) + " = " + quoted(value) : quoted(value) + " = " + at(d), d, {value});
}
Predicate equal_parameter(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return equals(at(d) + " = " + draw.parameter(value), d, {value});
}
Predicate equal_function(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return equals(at(d) + " = trim(' ' || " + quoted(value) + ")", d, {value});
}
Predicate equal_subquery(Draw& draw, Dimension d) {
  const Texts services = draw.world.texts("svc", 0);
  if (draw.random.chance(50)) return equals(at(d) + " = (SELECT max(s) FROM svc)", d, {services.back()});
  const std::string value = draw.text(d);
  const bool there = std::find(services.begin(), services.end(), value) != services.end();
  return never(
      equals(at(d) + " = (SELECT s FROM svc WHERE s = " + quoted(value) + ")", d, there ? Texts{value} : Texts{}));
}
Predicate equal_null(Draw& draw, Dimension d) {
  return never(equals(at(d) + " = " + (draw.random.chance(50) ? "NULL" : draw.parameter(Value{})), d, {}));
}
Predicate equal_blob(Draw& draw, Dimension d) {
  const Blob blob{draw.text(d)};
  return never(equals(at(d) + " = " + (draw.random.chance(50) ? literal(blob) : draw.parameter(blob)), d, {}));
}
Predicate equal_number(Draw& draw, Dimension d) {
  const Value value = draw.random.chance(70) ? Value(std::int64_t{123456789012}) : Value(2.5);
  switch (draw.random.below(3)) {
    case 0:
      return number(at(d) + " = " + literal(value), d);
    case 1:
      return number(at(d) + " = " + draw.parameter(value), d);
    default:
      return number(at(d) + " = CAST('000000000123' AS INTEGER)", d);
  }
}
Predicate equal_nocase(Draw& draw, Dimension d) {
  return reads(at(d) + " = " + quoted(draw.text(d)) + " COLLATE NOCASE", d);
}

Predicate in_list(Draw& draw, Dimension d) {
  const Texts values = draw.texts(d);
  return set(at(d) + " IN " + list(values), d, values);
}
Predicate in_parameters(Draw& draw, Dimension d) {
  const Texts values = draw.texts(d);
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + draw.parameter(value);
  return set(at(d) + " IN (" + text + ")", d, values);
}
Predicate in_list_with_null(Draw& draw, Dimension d) {
  Texts values = draw.texts(d);
  if (values.size() < 2) values = {draw.text(d), "nonesuch"};
  return set(at(d) + " IN (NULL, " + list(values).substr(1), d, values);
}
Predicate in_nothing(Draw& draw, Dimension d) {
  return never(set(at(d) + (draw.random.chance(50) ? " IN ()" : " IN (NULL)"), d, {}));
}
Predicate in_subquery(Draw& draw, Dimension d) {
  switch (d) {
    case kLinkedAccount:
      return set(at(d) + " IN (SELECT id FROM acc_t)", d, draw.world.texts("acc_t", 0));
    case kRegion:
      return set(at(d) + " IN (SELECT r FROM reg)", d, draw.world.texts("reg", 0));
    case kTagValue:
      return set(at(d) + " IN (SELECT v FROM teams)", d, draw.world.texts("teams", 0));
    default:
      return set(at(d) + " IN (SELECT s FROM svc WHERE s IS NOT NULL)", d, draw.world.texts("svc", 0));
  }
}
Predicate in_empty_subquery(Draw&, Dimension d) {
  return never(set(at(d) + " IN (SELECT s FROM vacant)", d, {}));
}
// SQLite applies the column's affinity to members of a list, so they arrive as text.
Predicate in_numbers(Draw&, Dimension d) {
  return set(at(d) + " IN (123456789012, 5)", d, {"123456789012", "5"});
}
Predicate in_integer_subquery(Draw&, Dimension d) {
  return number(at(d) + " IN (SELECT id FROM acc_i)", d);
}
Predicate same_column_or(Draw& draw, Dimension d) {
  Texts values = draw.texts(d);
  if (values.size() < 2) values.push_back("nonesuch");
  std::string text;
  const bool parameters = draw.random.chance(40);
  for (const std::string& value : values) {
    text += (text.empty() ? "" : " OR ") + at(d) + " = " + (parameters ? draw.parameter(value) : quoted(value));
  }
  return set("(" + text + ")", d, values);
}
Predicate or_with_in(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  Texts values = draw.texts(d);
  if (values.size() < 2) values.push_back("nonesuch");
  Predicate predicate = reads("(" + at(d) + " = " + quoted(value) + " OR " + at(d) + " IN " + list(values) + ")", d);
  predicate.short_circuits = true;
  predicate.transitive = true;
  return predicate;
}

Predicate not_equal(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return reads(at(d) + " <> " + (draw.random.chance(60) ? quoted(value) : draw.parameter(value)), d);
}
Predicate not_equal_nocase(Draw& draw, Dimension d) {
  return reads(at(d) + " <> " + quoted(draw.text(d)) + " COLLATE NOCASE", d);
}
Predicate is_text(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  return equals(at(d) + " IS " + (draw.random.chance(60) ? quoted(value) : draw.parameter(value)), d, {value});
}
Predicate is_not(Draw& draw, Dimension d) {
  return reads(at(d) + " IS NOT " + quoted(draw.text(d)), d);
}
Predicate is_null(Draw& draw, Dimension d) {
  return never(reads(at(d) + (draw.random.chance(70) ? " IS NULL" : " ISNULL"), d));
}
Predicate is_not_null(Draw& draw, Dimension d) {
  return reads(at(d) + (draw.random.chance(70) ? " IS NOT NULL" : " NOTNULL"), d);
}
Predicate is_null_parameter(Draw& draw, Dimension d) {
  Predicate predicate = reads(at(d) + " IS " + draw.parameter(Value{}), d);
  predicate.may_be_false = true;
  predicate.perhaps = kUnboundDimension;  // no dimension is NULL, so it may be refused before it is compared
  return predicate;
}
Predicate range(Draw& draw, Dimension d) {
  const std::string op = draw.random.pick(Texts{"<", "<=", ">", ">="});
  const std::string value = draw.text(d);
  return reads(at(d) + " " + op + " " + (draw.random.chance(60) ? quoted(value) : draw.parameter(value)), d);
}
Predicate between(Draw& draw, Dimension d) {
  const std::string no = draw.random.chance(25) ? " NOT" : "";
  return reads(at(d) + no + " BETWEEN " + quoted(draw.text(d)) + " AND " + quoted(draw.text(d)), d);
}
Predicate like(Draw& draw, Dimension d) {
  const std::string no = draw.random.chance(25) ? " NOT" : "";
  const std::string pattern = beginning(draw.text(d), 2 + draw.random.below(4)) + "%";
  return reads(at(d) + no + " LIKE " + (draw.random.chance(60) ? quoted(pattern) : draw.parameter(pattern)), d);
}
Predicate like_inside(Draw& draw, Dimension d) {
  return reads(
      at(d) + " LIKE " + quoted("%" + draw.random.pick(Texts{"s", "1", "a", "\\%", "_"}) + "%") + " ESCAPE '\\'", d);
}
Predicate glob(Draw& draw, Dimension d) {
  return reads(at(d) + " GLOB " + quoted(beginning(draw.text(d), 3) + "*"), d);
}
Predicate not_in(Draw& draw, Dimension d) {
  return reads(at(d) + " NOT IN " + list(draw.texts(d)), d);
}
Predicate not_in_subquery(Draw& draw, Dimension d) {
  return reads(at(d) + " NOT IN (SELECT s FROM svc" + (draw.random.chance(50) ? " WHERE s IS NOT NULL" : "") + ")", d);
}
Predicate not_parenthesis(Draw& draw, Dimension d) {
  return reads("NOT (" + at(d) + " = " + quoted(draw.text(d)) + ")", d);
}
Predicate in_a_function(Draw& draw, Dimension d) {
  const std::string value = draw.text(d);
  switch (draw.random.below(5)) {
    case 0:
      return reads("lower(" + at(d) + ") = lower(" + quoted(value) + ")", d);
    case 1:
      return reads("+" + at(d) + " = " + quoted(value), d);
    case 2:
      return reads("length(" + at(d) + ") > 5", d);
    case 3:
      return reads("coalesce(" + at(d) + ", 'none') = " + quoted(value), d);
    default:
      return reads("CASE " + at(d) + " WHEN " + quoted(value) + " THEN 1 ELSE 0 END", d);
  }
}

}  // namespace

const std::vector<DimensionShape>& simple_shapes() {
  static const std::vector<DimensionShape> shapes = {
      {"= literal", true, equal_literal},
      {"= parameter", true, equal_parameter},
      {"= function", true, equal_function},
      {"= scalar subquery", true, equal_subquery},
      {"= NULL", true, equal_null},
      {"= blob", true, equal_blob},
      {"= number", false, equal_number},
      {"= COLLATE NOCASE", false, equal_nocase},
      {"IN list", true, in_list},
      {"IN parameters", true, in_parameters},
      {"IN with NULL", true, in_list_with_null},
      {"IN nothing", true, in_nothing},
      {"IN subquery", true, in_subquery},
      {"IN empty subquery", true, in_empty_subquery},
      {"IN numbers", true, in_numbers},
      {"IN integer subquery", false, in_integer_subquery},
      {"same-column OR", true, same_column_or},
      {"OR with IN", false, or_with_in},
      {"<>", false, not_equal},
      {"<> COLLATE NOCASE", false, not_equal_nocase},
      {"IS text", true, is_text},
      {"IS NOT text", false, is_not},
      {"IS NULL", false, is_null},
      {"IS NOT NULL", false, is_not_null},
      {"IS NULL parameter", false, is_null_parameter},
      {"range", false, range},
      {"BETWEEN", false, between},
      {"LIKE", false, like},
      {"LIKE inside", false, like_inside},
      {"GLOB", false, glob},
      {"NOT IN", false, not_in},
      {"NOT IN subquery", false, not_in_subquery},
      {"NOT (=)", false, not_parenthesis},
      {"in a function", false, in_a_function},
  };
  return shapes;
}

}  // namespace awscost::differential
