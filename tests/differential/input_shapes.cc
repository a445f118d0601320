// Inputs that are mentioned but not bound by `=` (rule R3), and inputs that are bound twice.
#include "shapes.h"

namespace awscost::differential {
namespace {

Predicate refused(std::string text, std::string input, Errors errors = kUnboundInput) {
  return {.text = both(std::move(text)), .errors = errors, .input = std::move(input)};
}

Predicate group_by_in_a_function(Draw&) {
  return refused("lower(@.group_by) = 'service'", "group_by");
}
Predicate granularity_like(Draw&) {
  return refused("@.granularity LIKE 'daily'", "granularity");
}
Predicate group_by_is(Draw&) {
  return refused("@.group_by IS 'service'", "group_by");
}
Predicate start_date_range(Draw& draw) {
  return refused("@.start_date >= " + quoted(draw_bound(draw)), "start_date");
}
Predicate end_date_between(Draw& draw) {
  return refused("@.end_date BETWEEN '2026-01-01' AND " + quoted(draw_bound(draw)), "end_date");
}
Predicate granularity_nocase(Draw&) {
  return refused("@.granularity = 'monthly' COLLATE NOCASE", "granularity");
}
Predicate input_in_or(Draw& draw) {
  return refused("(@.granularity = 'MONTHLY' OR @.period_start = " + quoted(draw_bound(draw)) + ")", "granularity");
}
Predicate group_by_in(Draw&) {
  return refused("@.group_by IN ('service', 'region')", "", kGroupByIn);
}

}  // namespace

const std::vector<Shape>& input_shapes() {
  static const std::vector<Shape> shapes = {{"input in a function", group_by_in_a_function},
                                            {"input LIKE", granularity_like},
                                            {"input IS", group_by_is},
                                            {"input range", start_date_range},
                                            {"input BETWEEN", end_date_between},
                                            {"input COLLATE NOCASE", granularity_nocase},
                                            {"input in OR", input_in_or},
                                            {"group_by IN", group_by_in}};
  return shapes;
}

}  // namespace awscost::differential
