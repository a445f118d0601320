// A statement while it runs, as those see it who ask for it: whom it asks, what it has asked, been answered and spent.
//
// It begins with the first open cursor of a table that asks AWS and ends, with everything in it, when the last one is
// closed (vtab/statements.h tells statements apart). COMMIT's sending of changes is a statement of its own.
//
// Settings hold from the next scan on: a destination is resolved once for each of those named, and anew once a setting
// has changed. The environment and AWS's files are read once a statement.
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
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/asking/question/resolver.h"
#include "connectors/asking/statement/kept_replies.h"
#include "sql/statement.h"

namespace awscost::asking {

// The first of the senders. Not for several threads at once: used under its connection's mutex.
class Statement : public sql::Statement, public Sender {
 public:
  struct Options {
    Sender& sender;                                      // pays and sends; outlives the statement
    Resolver& resolver;                                  // likewise
    std::function<void(const Tally& tally)> ended = {};  // told when the statement ends
  };

  explicit Statement(Options options) : options_(std::move(options)) {}
  ~Statement() override;

  // Of what a source was given. Throws std::logic_error where it is another kind of statement.
  static Statement& of(sql::Statement& statement);

  // Whom a scan asks that begins now. All of them are looked for at once; what one fails with is in the resolution.
  Resolution destinations(std::span<const Whom> whom, const sql::Interrupted& interrupted,
                          Search search = Search::kAll);
  // Throws what a single one fails with.
  std::shared_ptr<const Destination> destination(const Whom& whom, const sql::Interrupted& interrupted);

  // Sends no request that this statement has an answer to; such an answer has row 0, because the ledger's row is the
  // first one's. Identical questions of a batch are sent once.
  void send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                const Answered& answered) override;

  // The same past the kept replies: for what changes something.
  Answer send_anew(Question question, const sql::Interrupted& interrupted);

  // Something was changed at AWS: what was answered so far holds no longer.
  void forget_replies() { replies_.clear(); }

  const Tally& tally() const { return tally_; }

 private:
  struct Resolved {
    Whom whom;
    std::shared_ptr<const Destination> destination;
  };

  void forget_what_settings_changed();
  std::shared_ptr<const Destination> known(const Whom& whom) const;

  Options options_;
  Tally tally_;
  std::uint64_t revision_ = 0;  // of the settings that `resolved_` was made by
  std::vector<Resolved> resolved_;
  KeptReplies replies_;
};

// The statements of one connection that are open, and what the last one has cost.
class Statements {
 public:
  // Both outlive it and its statements.
  Statements(Sender& sender, Resolver& resolver) : sender_(sender), resolver_(resolver) {}

  // It outlives the statement.
  std::shared_ptr<Statement> begin();

  // What the open ones were answered holds no longer.
  void forget_replies();

  // Of the last statement that ended; nothing before the first one.
  std::optional<MicroDollars> last_cost() const { return last_cost_; }

 private:
  Sender& sender_;
  Resolver& resolver_;
  std::vector<std::weak_ptr<Statement>> open_;
  std::optional<MicroDollars> last_cost_;
};

}  // namespace awscost::asking
