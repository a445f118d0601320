// The shapes of predicates, by name: each draws a predicate at random, with its effect under the contract.
//
// The contract leaves some results open, which are reasons for Predicate::perhaps (if rows come, they must be right):
//   - OR of two conjunctions that share a slice's `=`: SQLite may factor it out.
//   - (a, b) IN (VALUES ...) on slices: SQLite passes it since 3.44 only.
//   - x = 'a' OR x IN (...): SQLite may or may not make one set of it.
//   - LIKE, GLOB and the branches of an OR that ask for periods before the default window: SQLite may or may not pass
//     bounds for them.
//
// Example:
//
//   Predicate about_the_region(Draw& draw) {
//     return draw.random.pick(dimension_shapes()).make(draw, kRegion);
//   }
#pragma once

#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

struct Draw {
  Random& random;
  const World& world;
  Query& query;
  const Source& source;

  std::string text(Dimension dimension) { return random.pick(world.values[dimension]); }
  std::vector<std::string> texts(Dimension dimension, std::size_t most = 3) {
    return random.some(world.values[dimension], most);
  }
  // "?3", bound to the value on both sides, or to a different one on the plain side.
  std::string parameter(const Value& value) { return parameter(value, value); }
  std::string parameter(const Value& asked, const Value& plain) {
    query.parameters.emplace_back(asked, plain);
    return "?" + std::to_string(query.parameters.size());
  }
};

struct DimensionShape {
  const char* name;
  bool binds;  // a slice
  Predicate (*make)(Draw&, Dimension);
};
const std::vector<DimensionShape>& simple_shapes();     // about one dimension
const std::vector<DimensionShape>& dimension_shapes();  // these, and those that combine

struct Shape {
  const char* name;
  Predicate (*make)(Draw&);
};
const std::vector<Shape>& period_shapes();
const std::vector<Shape>& result_shapes();
const std::vector<Shape>& input_shapes();

// A date in or near the source's window, or a timestamp where it has hours.
std::string draw_bound(Draw& draw);

}  // namespace awscost::differential
