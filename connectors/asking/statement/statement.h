// A running statement: its destinations, its kept replies and its costs.
//
// It begins with the first open cursor of a table that asks AWS and ends when the last one is closed (vtab/statements.h
// tells statements apart). A COMMIT that sends changes is a statement of its own.
//
// A changed setting counts from the next scan on: a destination is resolved once, and again after a setting has
// changed. The environment and AWS's files are read once for each statement.
//
// Example:
//
//   asking::Answer ask(Statement& statement, wire::Call call, const sql::Interrupted& interrupted) {
//     const auto destination = statement.destination({.service = call.service}, interrupted);
//     return statement.send({.destination = destination, .call = std::move(call)}, interrupted);
//   }
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/question/question.h"
#include "connectors/asking/question/resolver.h"
#include "connectors/asking/statement/dry_run.h"
#include "connectors/asking/statement/kept_replies.h"
#include "connectors/asking/statement/notices.h"
#include "connectors/asking/statement/progress.h"
#include "sql/statement.h"

namespace awscost::asking {

// Bytes of rows that the joins of a statement hold, where nothing says otherwise.
inline constexpr std::size_t kJoinMemory = std::size_t{256} << 20;

class Reporter;

// The first sender of the chain. Not for several threads at once: used under its connection's mutex.
class Statement : public sql::Statement, public Sender {
 public:
  struct Options {
    Sender& sender;                                        // outlives the statement
    Resolver& resolver;                                    // likewise
    std::function<void(Statement& statement)> ended = {};  // called when the statement ends; throws nothing
    std::function<std::size_t()> join_memory = {};         // bytes of rows that its joins may hold; empty: the default
    std::function<bool()> refuses_unbounded = {};          // setting `unbounded`; empty: it allows
    std::function<bool()> suggests = {};                   // setting `suggest`; empty: it is off
    Notices* notices = nullptr;                            // outlives the statement; null: they are dropped
    kept::KeptAnswers* kept = nullptr;                     // outlives the statement; null: nothing is kept past it
    std::function<void(const Question& question)> recalled = {};  // told of what a wider kept answer answers
    Progress::Terminal terminal = {};
    DryRun* dry_run = nullptr;  // outlives the statement; null: it is none
    std::size_t most_in_memory = kMostReplyBytesInMemory;
    std::size_t most_without_file = kMostReplyBytesWithoutFile;
  };

  explicit Statement(Options options)
      : options_(std::move(options)),
        replies_(options_.most_in_memory, options_.most_without_file, options_.kept),
        progress_(options_.terminal) {
    if (options_.kept != nullptr) options_.kept->statement_begins();
  }
  ~Statement() override;

  // The Statement that a source was opened with. Throws std::logic_error where it is another kind.
  static Statement& of(sql::Statement& statement);

  // The destinations of a scan that begins now, resolved all at once. Failures are in the resolution.
  Resolution destinations(std::span<const Whom> whom, const sql::Interrupted& interrupted,
                          Search search = Search::kAll);
  // The same for one; throws its failure.
  std::shared_ptr<const Destination> destination(const Whom& whom, const sql::Interrupted& interrupted);

  // Sends no request for which a reply is kept; such an answer has row 0, because the ledger's row belongs to the first
  // answer. Identical questions of a batch are sent once. A paid question whose answer found no room ends in sql::Error.
  void send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                const Answered& answered) override;

  // Sends without looking at kept replies: for requests that change something. What is kept of the service is forgotten.
  Answer send_anew(Question question, const sql::Interrupted& interrupted);

  // Told once, and then counted.
  void note(std::string_view table, std::string_view text) override;

  // Called after a change at AWS, which makes earlier replies stale.
  void forget_replies() {
    replies_.clear();
    ++forgotten_;
  }

  // Changes where an answer no longer holds: a change went to AWS, or a setting was set.
  std::uint64_t revision() const { return options_.resolver.revision() + forgotten_; }

  const Tally& tally() const { return tally_; }

  // The answers that are kept past the statement. Null: there are none.
  kept::KeptAnswers* kept() const { return options_.kept; }

  // Whether a paid scan without a bound on the period is an error.
  bool refuses_unbounded() const { return options_.refuses_unbounded && options_.refuses_unbounded(); }

  // Whether a request may be sent only to find what a wrong value was meant to be.
  bool suggests() const { return options_.suggests && options_.suggests(); }

  // Nothing is sent: each question is written down there. Null: the statement is no dry run.
  DryRun* dry_run() const { return options_.dry_run; }

  // A kept answer to a wider question answers this one, which is not sent: a row of `awscost_requests` says so.
  void recalled(const Question& question);

  // The scan that was resumed last has read a page.
  void page_read(std::size_t rows);

  // Tells how many bytes of rows `owner` holds for joins; false where the statement holds more than it may.
  bool hold(const void* owner, std::size_t bytes);

 private:
  struct KnownDestination {
    Whom whom;
    std::shared_ptr<const Destination> destination;
  };

  void forget_what_settings_changed();
  void send_new(std::span<const Question> questions, const sql::Interrupted& interrupted, const Answered& answered);
  void write_down(std::span<const Question> questions, Reporter& reporter);
  Progress::Done done() const { return {.pages = pages_, .rows = rows_, .cost = tally_.cost}; }
  std::shared_ptr<const Destination> known(const Whom& whom) const;

  Options options_;
  Tally tally_;
  std::uint64_t revision_ = 0;  // the settings' revision for `resolved_`
  std::vector<KnownDestination> resolved_;
  KeptReplies replies_;
  std::uint64_t forgotten_ = 0;  // how often replies were
  std::map<const void*, std::size_t> held_;
  std::map<std::string, std::int64_t, std::less<>> noted_;  // the entry by text
  Progress progress_;
  std::int64_t pages_ = 0;
  std::int64_t rows_ = 0;
};

// The open statements of one connection, and what the last one that ended has done.
class Statements {
 public:
  // What `options` refers to outlives it and its statements; `ended` is its own.
  explicit Statements(Statement::Options options) : options_(std::move(options)) {}
  Statements(Sender& sender, Resolver& resolver, Notices* notices = nullptr)
      : Statements(Statement::Options{.sender = sender, .resolver = resolver, .notices = notices}) {}

  // The statement must end before this object does.
  std::shared_ptr<Statement> begin();

  // For as long as it lives, each statement that begins is a part of that dry run: it sends nothing and leaves no trace.
  class Dry {
   public:
    Dry(Statements& statements, DryRun& dry_run) : statements_(statements) { statements_.dry_run_ = &dry_run; }
    ~Dry() { statements_.dry_run_ = nullptr; }
    Dry(const Dry&) = delete;
    Dry& operator=(const Dry&) = delete;

   private:
    Statements& statements_;
  };
  bool is_dry() const { return dry_run_ != nullptr; }

  // Of all open statements.
  void forget_replies();

  // Of the last statement that ended; nothing before the first one.
  std::optional<MicroDollars> last_cost() const { return last_cost_; }
  const std::deque<sql::ScanRecord>& last_records() const { return last_records_; }

 private:
  Statement::Options options_;
  DryRun* dry_run_ = nullptr;
  std::vector<std::weak_ptr<Statement>> open_;
  std::optional<MicroDollars> last_cost_;
  std::deque<sql::ScanRecord> last_records_;
};

}  // namespace awscost::asking
