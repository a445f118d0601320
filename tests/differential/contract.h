// The result that README.md promises for a query: rows, or certain errors. Derived from the query's structure
// alone.
//
//   judge(query).errors    one of these must end the statement (or it does not read that table)
//   judge(query).perhaps   one of these may; if none does, the rows must be right
//
// Example:
//
//   bool must_fail(const Query& query) {
//     return judge(query).strict;
//   }
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

// The values to which a dimension outside group_by is bound.
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
  bool empty = false;      // the bound sets contradict each other: no rows, no request
  bool undecided = false;  // the contract does not say
};

SourceView view_source(const Query& query, std::size_t source);

// The predicate selects what is summed, and no column is left to check it with.
bool is_summed(const Query& query, std::size_t source, const Predicate& predicate);

struct Verdict {
  std::vector<SourceView> sources;
  Errors errors = 0;
  Errors perhaps = 0;
  bool strict = false;  // only an error is right
  bool undecided = false;
};

Verdict judge(const Query& query);

// Nothing but the query's one source decides whether it fails.
bool is_simple(const Query& query);

// The kind of a message; 0 for an unpromised one.
Errors kind_of(const std::string& message);

std::string names(Errors errors);

}  // namespace awscost::differential
