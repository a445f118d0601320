// Queues the changes that SQL makes to bill scenario lines, and sends them when the transaction ends.
//
// Owns the queue and the rowids of the lines shown. Updates and deletes are idempotent, so repeating them is harmless.
// Repeating a creation would double a line, so a batch of creations keeps its token, and the lines that a failed
// transaction created are remembered until the user repeats the INSERT (unsettled.h).
//
// Example:
//
//   void remove(LineWriter& writer, std::int64_t rowid, const sql::Interrupted& interrupted) {
//     writer.begin(sql::Transaction::kOfStatement);
//     writer.apply({.kind = sql::Change::Kind::kDelete, .rowid = rowid, .values = {}}, interrupted);
//     writer.sync(interrupted);
//     writer.commit();
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/asking/question/resolver.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/bill_scenarios/batch_sender.h"
#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/line.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"
#include "connectors/tables/bill_scenarios/unsettled.h"
#include "connectors/tables/bill_scenarios/write_log.h"
#include "sql/periods.h"
#include "sql/source.h"

namespace awscost::bill_scenarios {

// The references outlive the writer.
struct Options {
  asking::Resolver& resolver;      // finds the destination of new lines
  asking::Statements& statements;  // one sync is one statement
  std::function<bool()> writes_on;
  std::function<std::uint64_t()> times_writes_set;  // by awscost_config, in this connection
  std::function<asking::Limits()> limits;           // as settings are now: a COMMIT is a statement of its own
  std::function<text::Seconds()> now;               // for awscost_writes
  std::function<std::string()> new_token;           // see client_token.h
  WriteLog& log;
};

// What a transaction has sent. SQLite may sync it twice, where its own COMMIT was busy in between.
struct SyncedTransaction {
  bool all_applied = true;
  std::vector<BatchResults> creations;
  std::vector<BatchResults> standing;
};

class LineWriter : public sql::Writer {
 public:
  LineWriter(const Columns& columns, Options options);

  void begin(sql::Transaction kind) override;
  std::int64_t apply(const sql::Change& change, const sql::Interrupted& interrupted) override;
  void savepoint(int number) override { pending_.savepoint(number); }
  void release(int number) override { pending_.release(number); }
  void rollback_to(int number) override { pending_.rollback_to(number); }
  void sync(const sql::Interrupted& interrupted) override;
  void commit() override { end(true); }
  void rollback() override { end(false); }

  std::shared_ptr<const PendingState> pending() const { return pending_.now(); }
  NumberedLines& numbered() { return numbered_; }

 private:
  std::int64_t insert(const sql::Change& change, const sql::Interrupted& interrupted);
  void update(const sql::Change& change);
  void remove(const sql::Change& change);
  PendingLine changed(const sql::Change& change, PendingLine line) const;
  void require_settable(const sql::Change& change, const Line& line) const;
  const Line& known(std::int64_t rowid) const;
  void require_fresh_key(const PendingLine& line) const;
  void require_begun() const;
  void end(bool committed);
  std::shared_ptr<const asking::Destination> destination_of(const std::string& profile,
                                                            const sql::Interrupted& interrupted);
  void stop_what_must_not_go(BatchSender& sender, std::size_t requests) const;
  [[noreturn]] void refuse(const std::string& what) const;
  [[noreturn]] void refuse_unknown(std::int64_t rowid) const;

  const Columns& columns_;
  Options options_;
  PendingChanges pending_;
  NumberedLines numbered_;
  UnsettledCreations unsettled_;
  std::optional<SyncedTransaction> synced_;
  // The destinations of the transaction's new lines, by profile, as resolved at `revision_` of the settings.
  std::unordered_map<std::string, std::shared_ptr<const asking::Destination>> destinations_;
  std::uint64_t revision_ = 0;
  sql::Transaction transaction_ = sql::Transaction::kOfStatement;
  // times_writes_set() when the COMMIT of an explicit transaction failed; nothing since the next BEGIN.
  std::optional<std::uint64_t> failed_commit_;
};

}  // namespace awscost::bill_scenarios
