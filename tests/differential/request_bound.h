// The most requests that a join may send, from what the sandbox itself sends for the same rows in the two plain ways:
// each question singly, and each table once without what the join binds.
//
//   most = 2 for each table + 2 * min(requests of single questions, pages of whole tables)
//
// A join column of several types makes two loops of a table, and 2 for each: the first question of a loop is exact.
//
// Where pages are smaller than AWS's: one more for each table, because only a full page tells, and it was asked for in
// vain. And where the loop binds periods, three times and one more: three plans compete, and nobody knows before the end
// which is the best (decision 16): each period singly, the window around those to come, the whole history; and the first
// window was made for AWS's pages.
//
// How: the statement has run with verify = 'on', which asks singly. Its requests are counted, and tell which periods
// were asked for; over all of these, each table is then asked once, with the bound slices as keys.
//
// Example:
//
//   bool is_cheap(RequestBound& bound, Database& single, const Query& query, std::int64_t sent) {
//     return sent <= bound.most(single, 0, sent_after(single, 0).count, query).most;
//   }
#pragma once

#include <optional>
#include <string>

#include "database.h"
#include "query.h"

namespace awscost::differential {

// The successful requests of a connection after one of them, and the last one.
struct Sent {
  std::int64_t count = 0;
  std::int64_t last = 0;
};
Sent sent_after(Database& db, std::int64_t id);

class RequestBound {
 public:
  RequestBound(const World& world, const std::string& extension, const std::string& folder);

  struct Bound {
    std::int64_t single = 0;
    std::optional<std::int64_t> whole;  // nothing: AWS has no such question
    std::int64_t most = 0;
  };
  // `single` has run the query with verify = 'on', and sent so many requests after the one before.
  Bound most(Database& single, std::int64_t before, std::int64_t sent, const Query& query);

 private:
  std::optional<std::int64_t> pages_of(Database& single, std::int64_t before, const Source& source);
  std::optional<std::int64_t> pages_of(const std::string& question);
  bool tells_all_periods(const Source& source, const std::string& rest, const std::string& keys);

  Database db_;
  std::int64_t last_ = 0;  // request
  int page_size_ = 0;
};

}  // namespace awscost::differential
