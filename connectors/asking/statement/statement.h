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
#include "connectors/asking/statement/kept_replies.h"
#include "connectors/asking/statement/notices.h"
#include "sql/statement.h"

namespace awscost::asking {

// Bytes of rows that the joins of a statement hold, where nothing says otherwise.
inline constexpr std::size_t kJoinMemory = std::size_t{256} << 20;

// The first sender of the chain. Not for several threads at once: used under its connection's mutex.
class Statement : public sql::Statement, public Sender {
 public:
  struct Options {
    Sender& sender;                                      // outlives the statement
    Resolver& resolver;                                  // likewise
    std::function<void(const Tally& tally)> ended = {};  // called when the statement ends
    std::function<std::size_t()> join_memory = {};       // bytes of rows that its joins may hold; empty: the default
    Notices* notices = nullptr;                          // outlives the statement; null: they are dropped
    kept::KeptAnswers* kept = nullptr;                   // outlives the statement; null: nothing is kept past it
    std::size_t most_in_memory = kMostReplyBytesInMemory;
    std::size_t most_without_file = kMostReplyBytesWithoutFile;
  };

  explicit Statement(Options options)
      : options_(std::move(options)), replies_(options_.most_in_memory, options_.most_without_file, options_.kept) {
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

  // Tells how many bytes of rows `owner` holds for joins; false where the statement holds more than it may.
  bool hold(const void* owner, std::size_t bytes);

 private:
  struct KnownDestination {
    Whom whom;
    std::shared_ptr<const Destination> destination;
  };

  void forget_what_settings_changed();
  std::shared_ptr<const Destination> known(const Whom& whom) const;

  Options options_;
  Tally tally_;
  std::uint64_t revision_ = 0;  // the settings' revision for `resolved_`
  std::vector<KnownDestination> resolved_;
  KeptReplies replies_;
  std::uint64_t forgotten_ = 0;  // how often replies were
  std::map<const void*, std::size_t> held_;
  std::map<std::string, std::int64_t, std::less<>> noted_;  // the entry by text
};

// The open statements of one connection, and the cost of the last one that ended.
class Statements {
 public:
  // All outlive it and its statements. `join_memory` and `kept`: see Statement::Options.
  Statements(Sender& sender, Resolver& resolver, Notices* notices = nullptr,
             std::function<std::size_t()> join_memory = {}, kept::KeptAnswers* kept = nullptr)
      : sender_(sender), resolver_(resolver), notices_(notices), join_memory_(std::move(join_memory)), kept_(kept) {}

  // The statement must end before this object does.
  std::shared_ptr<Statement> begin();

  // Of all open statements.
  void forget_replies();

  // Of the last statement that ended; nothing before the first one.
  std::optional<MicroDollars> last_cost() const { return last_cost_; }

 private:
  Sender& sender_;
  Resolver& resolver_;
  Notices* notices_;
  std::function<std::size_t()> join_memory_;
  kept::KeptAnswers* kept_;
  std::vector<std::weak_ptr<Statement>> open_;
  std::optional<MicroDollars> last_cost_;
};

}  // namespace awscost::asking
