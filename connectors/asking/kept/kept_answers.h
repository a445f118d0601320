// Answers that are kept past their statement: what a bill was asked once is not paid for again.
//
// An *answer* is the chain of pages that one request begins. Its pages are kept as AWS sent them, as soon as they come;
// once its last page has been read, whoever read it describes it (what was asked, for which window, which periods AWS
// may still change). Two questions are answered from it:
//   - the same request again, as long as the answer is young enough (recall());
//   - a narrower one, which is connectors/tables/pieces' knowledge: it looks through the descriptions (about()) and reads
//     the pages (page()).
//
// Answers are known by who answers (Destination::kept_under: connector, endpoint, account, principal) and by the bytes of
// the request, never by a profile's name. Secret answers are not kept. A file that cannot be used ends no query: a notice
// is left, and the query asks AWS.
//
// Example:
//
//   bool is_known(KeptAnswers& kept, const asking::Destination& destination, const std::string& subject) {
//     return kept.is_on() && !kept.about(destination, subject).empty();
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/wire/call.h"
#include "sql/text/instant.h"

namespace awscost::kept {

using text::Seconds;

// What the reader of a complete answer tells about it.
struct Description {
  std::string table;    // the table's name, for people
  std::string subject;  // equal where one answer may serve another's question
  std::string details;  // the rest of the question, in the form of whoever describes it
  std::string start;    // the window as it was sent (sql::Window); empty: it has none
  std::string end;
  std::string estimated_from;  // the start of the first period that AWS may still change, as it was sent; empty: none
  bool by_tag = false;         // groups or filters by a tag or cost category, whose past AWS may fill in later
  std::int64_t rows = 0;
  bool is_complete = true;  // false: its pages were broken off, and it is described as far as they go
};

struct KeptAnswer {
  std::int64_t id = 0;
  Description description;
  Seconds fetched_at{};  // when the answer to its first page came
  std::int64_t pages = 0;
  std::int64_t bytes = 0;
};

// How long answers hold, by the settings now.
struct Freshness {
  Seconds now{};
  std::chrono::seconds ttl{};       // of what AWS may still change (cache_ttl)
  std::chrono::days reopen_days{};  // after a month has ended, AWS may still change it
};

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex. Nothing here throws but
// std::bad_alloc: what fails is told once, and answers are then not kept.
class KeptAnswers {
 public:
  virtual ~KeptAnswers() = default;

  virtual bool is_on() const = 0;  // setting `cache`
  virtual Freshness freshness() const = 0;

  // The reply to that request, where it is young enough.
  virtual std::optional<asking::Answer> recall(const asking::Question& question) = 0;

  // Keeps a reply with status 200; the first page begins an answer, which replaces an earlier one to the same request. A
  // further page belongs to question.kept_as. Returns the answer's id; 0 where it is not kept.
  virtual std::int64_t keep(const asking::Question& question, const wire::Reply& reply) = 0;

  // The answer is complete, or will not be asked for any further.
  virtual void describe(std::int64_t id, const Description& description) = 0;

  // The described answers of that destination with that subject, the newest first.
  virtual std::vector<KeptAnswer> about(const asking::Destination& destination, const std::string& subject) = 0;

  // The page, from 1. Nothing where it is gone.
  virtual std::optional<wire::Reply> page(std::int64_t id, int number) = 0;

  // The answer is found no more.
  virtual void drop(std::int64_t id) = 0;

  // A write has changed what the destination would answer: none of the service's answers holds any more.
  virtual void forget(const asking::Destination& destination, std::string_view service) = 0;

  // While a statement runs, the answers that it was given stay readable, whatever happens to them meanwhile.
  virtual void statement_begins() {}
  virtual void statement_ends() noexcept {}
};

}  // namespace awscost::kept
