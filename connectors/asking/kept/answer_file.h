// Answers in the kept file: their pages, their descriptions, and which of them go first where there is no more room.
//
// How: an answer is a row of `answers` and one of `pages` for each page; each page is written by a transaction of its
// own, as soon as it comes. Whoever reads an answer is a row of `uses` while its statement runs: an answer that is used
// is neither evicted nor removed when it is replaced or forgotten; it only loses its key, so nobody finds it any more.
//
// Example:
//
//   std::optional<wire::Reply> second_page(AnswerFile& file, std::int64_t answer) {
//     return file.page(answer, 2);
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/kept/owner.h"
#include "connectors/wire/call.h"
#include "sql/database.h"

namespace awscost::kept {

// What an answer is known by from its first page on.
struct Asked {
  std::string key;    // request_key()
  std::string asked;  // whom_key()
  std::string endpoint;
  std::string account_id;
  std::string service;
  std::string operation;
  std::string request;  // as `awscost_requests` shows it
  Seconds fetched_at{};
};

// When an answer must have come to count.
struct Between {
  Seconds after{};  // later than this
  Seconds until{};  // at this time at the latest
};

// A kept answer as `awscost_cache` lists it.
struct Listed {
  KeptAnswer answer;
  Asked asked;
  Seconds used_at{};
};

// Throws sql::DatabaseError.
class AnswerFile {
 public:
  struct Found {
    std::int64_t id = 0;
    wire::Reply reply;
  };

  // All outlive it. `clock`: the real one.
  AnswerFile(sql::Database& file, const Owner& owner, const std::function<Seconds()>& clock)
      : file_(file), owner_(owner), clock_(clock) {}

  std::optional<Found> first_page(const std::string& key, const Between& fetched);
  // `key`: of the request that the page answers; empty: any.
  std::optional<wire::Reply> page(std::int64_t id, int number, const std::string& key = {});

  // Begins an answer with its first page; an earlier one with the same key goes. `by_statement`: as use(). 0 where there
  // is no room: `most` is cache_size.
  std::int64_t begin(const Asked& asked, const wire::Reply& reply, std::int64_t most, bool by_statement);
  // False where there is no room, no such answer, or already such a page.
  bool add(std::int64_t id, int number, const std::string& key, const wire::Reply& reply, std::int64_t most);

  void describe(std::int64_t id, const Description& description);
  std::vector<KeptAnswer> about(const std::string& asked, const std::string& subject, Seconds now);
  std::vector<Listed> list();

  void forget(const std::string& asked, std::string_view service);
  void forget(std::span<const std::int64_t> ids);

  // It was used at that time. `by_statement`: a running one reads it, until end_use(). False where it is gone.
  bool use(std::int64_t id, Seconds now, bool by_statement);
  void end_use();

 private:
  wire::Reply reply_of(std::span<const sql::Cell> page);  // its id and headers
  bool make_room(std::int64_t bytes, std::int64_t most);
  bool drop_least_used();
  void drop_abandoned_uses();
  void drop_unkeyed();
  void drop(std::int64_t id);
  void hold(std::int64_t id);
  void insert_page(std::int64_t id, int number, const std::string& key, const wire::Reply& reply, std::int64_t weight);

  sql::Database& file_;
  const Owner& owner_;
  const std::function<Seconds()>& clock_;
};

}  // namespace awscost::kept
