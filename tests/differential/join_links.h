// Conditions that link a cost table to another table of a join.
//
// Example:
//
//   std::string on_the_service(Query& query, const World& world, Random& random) {
//     JoinLinks links(query, world, random);
//     return links.draw(0, {.alias = "l", .local = "clean"});
//   }
#pragma once

#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

// Where a link takes its values from.
struct Other {
  std::string alias;
  std::string local;  // a local table; empty: a source
  std::size_t source = 0;
};

class JoinLinks {
 public:
  JoinLinks(Query& query, const World& world, Random& random) : query_(query), world_(world), random_(random) {}

  // One to three conditions, joined by AND. `binds`: slices and the granularity, too.
  std::string draw(std::size_t source, const Other& other, bool binds = true);

  // Which errors may come instead of the right rows, in any order of the tables.
  Errors perhaps() const { return perhaps_; }
  // Which errors may come where the order of the tables is forced.
  Errors perhaps_forced() const { return perhaps_forced_; }

 private:
  const Source& source(std::size_t i) const { return query_.sources[i]; }
  std::string key(std::size_t i, const Other& other);
  std::string slice(std::size_t i, const Other& other);
  std::string period(std::size_t i, const Other& other);
  std::string period_of_source(std::size_t i, const Other& other);
  std::string granularity(std::size_t i, const Other& other);
  std::string value_of(Dimension d, const Other& other) const;
  std::vector<Dimension> linkable(std::size_t i, const Other& other, bool keys) const;
  bool carries_wrong_collation(const Other& other) const;
  std::string equal(const std::string& one, const std::string& other);
  void note(const std::string& shape) { query_.joins.shapes.push_back(shape); }

  Query& query_;
  const World& world_;
  Random& random_;
  Errors perhaps_ = 0;
  Errors perhaps_forced_ = 0;
};

// How the text of a source's periods is made: days, months or hours.
Grain grain_of(const Source& source);

}  // namespace awscost::differential
