// What DESIGN 2.1 to 2.3 promise for a query: rows, or which errors. Derived from the query's structure alone.
//
//   Verdict verdict = judge(query);
//   verdict.errors    one of these must end the statement (or it asks nothing of that table)
//   verdict.perhaps   one of these may; if none does, the rows must be right
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

// What a dimension that is no key is bound to.
struct Slice {
  bool bound = false;
  bool looped = false;              // one value after the other
  std::vector<std::string> values;  // sorted, each once
  bool one() const { return bound && !looped && values.size() == 1; }
  bool several() const { return bound && !looped && values.size() > 1; }
};

struct SourceView {
  std::array<Slice, kDimensions> slices;
  Errors errors = 0;
  Errors perhaps = 0;
  bool empty = false;      // the bound sets are contradictory: no rows, no request
  bool undecided = false;  // the contract does not say
};

SourceView view_source(const Query& query, std::size_t source);

// The predicate chose what is summed, and no column is left to check it by.
bool is_summed(const Query& query, std::size_t source, const Predicate& predicate);

struct Verdict {
  std::vector<SourceView> sources;
  Errors errors = 0;
  Errors perhaps = 0;
  bool strict = false;  // an error and nothing else
  bool undecided = false;
};

Verdict judge(const Query& query);

// How a message names its kind; 0 for a message that nobody promised.
Errors kind_of(const std::string& message);

std::string names(Errors errors);

}  // namespace awscost::differential
