// Runs one statement of joins (join_drawing.h) in each of its ways, with verify off and on, and compares the rows with
// plain tables, and the requests with their bound (request_bound.h).
//
// Example:
//
//   bool agrees(const World& world, const Query& query, const Surroundings& surroundings) {
//     return JoinComparison(world, surroundings).ask(query).kind != Outcome::Kind::kDifferent;
//   }
#pragma once

#include "comparison.h"
#include "database.h"
#include "oracle.h"
#include "request_bound.h"

namespace awscost::differential {

class JoinComparison {
 public:
  JoinComparison(const World& world, const Surroundings& surroundings);

  Outcome ask(const Query& query);

  // Of all statements so far.
  struct Requests {
    std::int64_t sent = 0;
    std::int64_t single = 0;
    std::int64_t without_bound = 0;  // statements whose requests have nothing to be held against
  };
  const Requests& requests() const { return requests_; }

 private:
  struct Ran {
    Answer answer;
    std::int64_t before = 0;  // the last request before it
    std::int64_t sent = 0;
  };

  void copy_other_services(const World& world);
  static Ran run(Database& db, std::int64_t& last, const Query& query, std::size_t way);
  Outcome ask(const Query& query, std::size_t way, const Expected& expected);

  Database subject_;
  Database single_;        // verify = 'on'
  std::int64_t last_ = 0;  // requests
  std::int64_t last_single_ = 0;
  RequestBound bound_;
  Oracle oracle_;
  int page_size_ = 0;
  Requests requests_;
};

}  // namespace awscost::differential
